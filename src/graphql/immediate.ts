const immediateResolvers = new WeakSet<object>()

/**
 * Marks a resolver that answers at once from the object in its hands: it waits for nothing and calls nobody. It needs
 * no deadline of its own, and rows that have nothing else to tell are answered without a promise for each field.
 */
export function immediate<Resolve extends object>(resolve: Resolve): Resolve {
  immediateResolvers.add(resolve)
  return resolve
}

/** Whether {@link immediate} marked it. */
export function isImmediate(resolve: object): boolean {
  return immediateResolvers.has(resolve)
}
