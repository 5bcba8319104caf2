/**
 * Thrown by a command that has said all it had to say, and leaves something for somebody to do: the command line
 * then exits 1.
 */
export class Unsettled extends Error {
  constructor() {
    super('something is left to do');
    this.name = 'Unsettled';
  }
}
