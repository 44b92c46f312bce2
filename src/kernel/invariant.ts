/** A state that the code promised could not happen. Always logged, always masked. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Throws {@link InvariantError} unless the claim holds. */
export function invariant(claim: unknown, message: string): asserts claim {
  if (!claim) throw new InvariantError(message)
}
