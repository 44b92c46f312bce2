import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDot } from './dot.ts'
import { toMermaid } from './mermaid.ts'
import type { LineageEdge, LineageNode } from './types.ts'

const nodeNamed = (name: string, id: string): LineageNode => ({
  id,
  kind: 'ENDPOINT',
  name,
  ref: null,
  source: null,
  uid: null,
  subject: null,
  properties: { isLive: true },
  restricted: false,
})

const edge: LineageEdge = {
  from: 'a',
  to: 'b',
  kind: 'EXPOSED_AT',
  confidence: 'OBSERVED',
  observedAt: 0,
  validFrom: null,
  validTo: null,
  validity: 'INFERRED',
  columns: null,
}
const graphNamed = (name: string) => ({ nodes: [nodeNamed(name, 'a'), nodeNamed('plain', 'b')], edges: [edge] })
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '"] --> x["',
    '<script>alert(1)</script>',
    'a\nb',
    '\\',
    '\\"',
    '#quot;',
    '%%{init}%%',
    'click a "javascript:x"',
    '```',
    'direction TB',
    'redirection LR',
    'style n0 fill:#f00',
    'a\u202Ebc',
    'accTitle: x',
  ),
)

describe('a drawing', () => {
  it('has one Mermaid line per node and edge, whatever the names hold', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const lines = toMermaid(graphNamed(name)).trimEnd().split('\n')
        expect(lines).toHaveLength(7)
        expect(lines[1]).toMatch(/^ {2}n0\["ENDPOINT: [\p{L}\p{N} .,:/@_+=#;-]* #40;live#41;"\]:::live$/u)
        // Rules of Mermaid's own that reach into quoted text.
        expect(lines[1]).not.toMatch(/direction\s+(TB|BT|RL|LR|TD)|style.*:\S*#.*;|\p{Bidi_Control}/u)
      }),
    )
  })

  it('has one DOT line per node and edge, with every quoted text closed where it should be', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const lines = toDot(graphNamed(name)).trimEnd().split('\n')
        expect(lines).toHaveLength(7)
        expect(lines[3]).toMatch(/^ {2}n0 \[label="(?:[^"\\]|\\\\|\\")*", style=filled, fillcolor="#d3f9d8"\];$/u)
      }),
    )
  })
})
