import type { SourceContribution } from '../catalog/api.ts'
import type { Page, PageKey, PageRequest } from '../catalog/types.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { CursorCodec } from './cursor.ts'

/** The most items of one page. */
export const firstMax = 100

/** Arguments of a list, as the schema gives them. */
export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** A list that is being asked for: which one, who writes its cursors, and how many items by default. */
export interface ListScope {
  readonly cursors: CursorCodec
  readonly scope: string
  readonly firstDefault: number
}

/** Checks `first` and `after`; throws a BAD_USER_INPUT fault. */
export function pageRequest(args: PageArguments, list: ListScope): PageRequest {
  const first = checkFirst(args.first ?? list.firstDefault)
  if (args.after === undefined || args.after === null) return { first, after: null }
  const after = list.cursors.decode(list.scope, args.after)
  if (after !== null) return { first, after }
  throw faultOf(problem('BAD_USER_INPUT', '`after` is no cursor of this list.', { details: { field: ['after'] } }))
}

/** Checks `first`; throws a BAD_USER_INPUT fault. */
export function checkFirst(first: number): number {
  if (first >= 1 && first <= firstMax) return first
  throw faultOf(
    problem('BAD_USER_INPUT', `\`first\` must be 1 to ${firstMax}.`, { details: { field: ['first'], max: firstMax } }),
  )
}

/** One item of a page. Its cursor is made only when it is asked for. */
export class EdgeView<Item> {
  readonly node: Item
  readonly #cursorOf: () => string

  constructor(node: Item, cursorOf: () => string) {
    this.node = node
    this.#cursorOf = cursorOf
  }

  get cursor(): string {
    return this.#cursorOf()
  }
}

/** A page as the schema shows it; each part is made only when it is asked for. */
export class ConnectionView<Item> {
  readonly sourceStatus: readonly SourceContribution[]
  #nodes: readonly Item[] | undefined
  readonly #page: Page<Item>
  readonly #isContinued: boolean
  readonly #encode: (key: PageKey) => string

  constructor(
    page: Page<Item>,
    at: { readonly isContinued: boolean; readonly encode: (key: PageKey) => string },
    sourceStatus: readonly SourceContribution[],
  ) {
    this.#page = page
    this.#isContinued = at.isContinued
    this.#encode = at.encode
    this.sourceStatus = sourceStatus
  }

  get nodes(): readonly Item[] {
    this.#nodes ??= this.#page.items.map(({ item }) => item)
    return this.#nodes
  }

  get edges(): readonly EdgeView<Item>[] {
    return this.#page.items.map(({ item, cursor }) => new EdgeView(item, () => this.#encode(cursor)))
  }

  get pageInfo() {
    const first = this.#page.items[0]?.cursor
    const last = this.#page.end ?? this.#page.items.at(-1)?.cursor
    return {
      hasNextPage: this.#page.hasNextPage,
      hasPreviousPage: this.#isContinued,
      startCursor: first === undefined ? null : this.#encode(first),
      endCursor: last === undefined ? null : this.#encode(last),
    }
  }
}

/** Shows a page that was asked for with `request`. */
export function connectionOf<Item>(
  page: Page<Item>,
  at: ListScope & { readonly request: PageRequest },
  sourceStatus: readonly SourceContribution[] = [],
): ConnectionView<Item> {
  const encode = (key: PageKey) => at.cursors.encode(at.scope, key)
  return new ConnectionView(page, { isContinued: at.request.after !== null, encode }, sourceStatus)
}

/** Cuts a page out of a whole list that is ordered by `keyOf`. */
export function pageOfWhole<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => PageKey,
  { first, after }: PageRequest,
): Page<Item> {
  const keyed = items.map((item) => ({ item, cursor: keyOf(item) }))
  const start = after === null ? 0 : keyed.findIndex(({ cursor }) => isAfter(cursor, after))
  const rest = start === -1 ? [] : keyed.slice(start)
  return { items: rest.slice(0, first), hasNextPage: rest.length > first }
}

function isAfter(left: PageKey, right: PageKey): boolean {
  return left.key === right.key ? left.uid > right.uid : left.key > right.key
}
