/** Teams shows six buttons a row. */
export const BUTTONS = 6;
