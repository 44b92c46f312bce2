import type { ShownNode } from './types.ts'

/** The longest name that is drawn. */
const nameLengthMax = 80

/** Of a stack's names the last is written after the first where it is this short. */
const tailLengthMax = 8

const inOrder = new Intl.Collator('en', { numeric: true })

/** What a card is called: a node's name, or in few words what the names of a stack share. Whole characters only. */
export function nameOfStack(nodes: readonly ShownNode[]): string {
  const names = [...new Set(nodes.map(nameOf))].toSorted(inOrder.compare)
  const [first = '', last = ''] = [names[0], names.at(-1)]
  if (names.length <= 1) return shortened(first)
  // The names of a stack differ from some word on: what they share is written once.
  const shared = sharedStart(names).replace(/[\p{L}\p{N}_]*$/u, '')
  const tails = [first.slice(shared.length), last.slice(shared.length)]
  if (shared === '') return `${shortened(first)}, …`
  return shortened(tails.every(({ length }) => length <= tailLengthMax) ? `${first} … ${tails[1]}` : `${shared}…`)
}

function nameOf({ name }: ShownNode): string {
  // Marks that turn the direction of writing make a name look like another one, and reach beyond its own label.
  return (name ?? '').replaceAll(/\p{Bidi_Control}/gu, '')
}

function sharedStart(names: readonly string[]): string {
  return names.reduce((shared, name) => {
    let length = 0
    while (length < shared.length && shared[length] === name[length]) length++
    return shared.slice(0, length)
  })
}

function shortened(name: string): string {
  // Cut between code points: half of a surrogate pair is no character at all.
  const cut = name.slice(0, nameLengthMax - 1).replace(/[\uD800-\uDBFF]$/, '')
  return name.length > nameLengthMax ? `${cut}…` : name
}
