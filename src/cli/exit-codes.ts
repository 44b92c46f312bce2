/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** Something failed: the configuration is wrong, a source does not answer, a token does not exist. */
  failed: 1,
  /** The command line was not usable; nothing was tried. */
  unusable: 2,
  /** An audit trail is whole in itself, and nothing outside its store vouches for any of it. */
  unanchored: 3,
} as const
