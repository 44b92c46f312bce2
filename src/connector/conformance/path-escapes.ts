/** Paths that try to leave a folder, in the ways that have worked on one store or another. */
export const escapingPaths: readonly string[] = [
  '..',
  '../outside',
  'a/../../outside',
  '/etc/passwd',
  '..\\outside',
  'a\\..\\..\\outside',
  '%2e%2e/outside',
  '..%2foutside',
  'file\u0000.txt',
  '../',
  './../outside',
]
