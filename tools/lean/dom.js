// What y-prosemirror asks of lib0/dom.
export const doc = document;
