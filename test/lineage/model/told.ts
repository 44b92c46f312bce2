import { expect } from 'vitest'
import { isObject, listAt, textAt } from '../../policy/gateway/json.ts'

/** An answer, and what of it says where it came from. */
export interface Told {
  readonly data: unknown
  readonly errors: unknown
  readonly masked: unknown
  readonly state: string | undefined
  readonly isWhole: boolean
}

/** Reads an answer of `/graphql`. */
export function toldOf(body: unknown): Told {
  if (!isObject(body)) throw new Error(`No answer: ${JSON.stringify(body)}`)
  const [root] = isObject(body['data']) ? Object.values(body['data']) : []
  const extensions = isObject(body['extensions']) ? body['extensions'] : {}
  const cost = isObject(extensions['cost']) ? extensions['cost']['requested'] : null
  const isMade = isObject(root) && isObject(root['cache'])
  return {
    data: isMade ? { ...root, cache: null } : body['data'],
    errors: listAt(body, 'errors').map((each) => [textAt(each, 'message'), isObject(each) ? each['path'] : null]),
    masked: listAt(extensions, 'masked').map(String).toSorted(),
    state: isMade ? textAt(root['cache'], 'state') : undefined,
    isWhole: cost === 1,
  }
}

/** Expects all of an answer to be that of another, but for where it came from. `where` is told when it is not. */
export function expectAlike(answer: Told, fresh: Told, where: string): void {
  expect({ where, ...lasting(answer) }).toEqual({ where, ...lasting(fresh) })
}

function lasting({ data, errors, masked }: Told) {
  return { data, errors, masked }
}
