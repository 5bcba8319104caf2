/** Whether a host name or address means this machine and no other. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether a request with this `Host` was addressed to this machine by a name of its own; any other was made to point here. */
export function namesThisMachine(host: string | undefined): boolean {
  const [, name] = /^([\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i.exec(host ?? '') ?? [];
  return name !== undefined && isLoopback(name);
}

/**
 * Whether a request comes from another web page in a browser of this machine, or from one whose name was made to point
 * here: what believes whoever is on this machine must not believe those.
 */
export function isForeignPage(host: string | undefined, origin: string | undefined): boolean {
  return !namesThisMachine(host) || (origin !== undefined && origin !== `http://${host}`);
}
