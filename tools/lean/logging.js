// What yjs asks of lib0/logging, without colours.
const none = "";
export { none as BOLD, none as UNBOLD, none as ORANGE, none as RED };
export const print = (...said) => console.log(...said);
export const warn = (...said) => console.warn(...said);
