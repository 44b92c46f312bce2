import type { Gate, GateRegistry } from '../approvals/index.ts'

/** Gates by name. */
export function gateRegistryOf(gates: readonly Gate[]): GateRegistry {
  const byName = new Map(gates.map((gate) => [gate.name, gate]))
  return { all: gates, named: (name) => byName.get(name) ?? null }
}
