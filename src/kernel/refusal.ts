/** A command that ends with a sentence for the person who gave it: what is wrong, and what to do. Needs no stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** Whether the command line itself was not usable, so that nothing was tried. */
  readonly isUsage: boolean

  constructor(message: string, options: { readonly isUsage?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.isUsage = options.isUsage ?? false
  }
}
