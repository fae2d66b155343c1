/** In browsers, instead of Node's `Buffer`, which libraries use in Node alone. */
export const Buffer = undefined
