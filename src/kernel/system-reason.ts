const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'something else listens there already',
  EADDRNOTAVAIL: 'this machine has no such address',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EEXIST: 'it exists already',
  EISDIR: 'it is a folder, and a file is needed',
  EMFILE: 'this process has too many files open; raise its limit (ulimit -n)',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, and a folder is needed',
  ENOTFOUND: 'no such host is known',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ETIMEDOUT: 'no answer came in time',
}

/** Why the operating system refused, in words; the error's own where it is another kind of error. */
export function systemReason(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const known = typeof code === 'string' ? reasons[code] : undefined
  return known ?? (error instanceof Error ? error.message : String(error))
}
