/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** Something failed: the configuration is wrong, a source does not answer, a token does not exist. */
  failed: 1,
  /** The command line was not usable; nothing was tried. */
  unusable: 2,
} as const
