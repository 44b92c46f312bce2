/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** Something was tried and failed: a source that does not answer, a token that does not exist. */
  failed: 1,
  /** The command line or the configuration was not usable; nothing was tried. */
  unusable: 2,
} as const
