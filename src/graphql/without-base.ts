import type { GateResult, Plan } from '../approvals/types.ts'

/** Gates that compare a version with the one that the target stands for. */
const comparing: ReadonlySet<string> = new Set(['champion-comparison', 'signature-compatibility'])

/** A plan for whoever does not see what the target stands for: nothing is told of that. */
export function planWithoutBase(plan: Plan): Plan {
  return { ...plan, base: null, rows: plan.rows.map((row) => ({ ...row, before: null, verdict: null })) }
}

/** What a gate found, for whoever does not see what the target stands for: whether it holds, and nothing of the other side. */
export function gateWithoutBase<Gate extends GateResult & { readonly gate: string }>(gate: Gate): Gate {
  if (!comparing.has(gate.gate)) return gate
  const observed = gate.observed.filter(({ name }) => name === 'candidate')
  const explanation = 'It compares with what the target stands for, which you do not see.'
  return { ...gate, observed, explanation, value: null, evidence: [] }
}
