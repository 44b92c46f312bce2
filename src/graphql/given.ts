/** The members of an input, at every depth, that are neither null nor left out; a null condition is no condition. */
export function given<Input>(input: Input): Given<Input> {
  // Only null and absent members are taken out, which is what the type says.
  return withoutNull(input) as Given<Input>
}

/** See {@link given}. */
export type Given<Input> = Input extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Input extends object
    ? {
        readonly [Key in keyof Input as Input[Key] extends NonNullable<Input[Key]> ? Key : never]: Given<Input[Key]>
      } & {
        readonly [Key in keyof Input as Input[Key] extends NonNullable<Input[Key]> ? never : Key]?: Given<
          NonNullable<Input[Key]>
        >
      }
    : Input

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined)
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutNull(member)]))
}
