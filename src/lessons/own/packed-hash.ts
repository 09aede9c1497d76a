/** Whether the part of an address after `#` means to be a record; any other is somebody's anchor. */
export const isPackedHash = (hash: string): boolean => /^#?[zp]\./.test(hash);
