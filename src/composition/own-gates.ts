import { z } from 'zod'
import { gateContract, type OwnGate } from '../approvals/index.ts'
import { ConfigError, type ConfigProblem, type LoadedConfig } from '../config/index.ts'
import { importModule } from '../connector/import-module.ts'
import type { Logger } from '../telemetry/index.ts'

const callable = z.custom<(...given: readonly never[]) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
)

const gateShape = z.object({
  contract: z.literal(gateContract, `must be ${gateContract}: the gate is written for another contract`),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9 and -'),
  description: z.string().min(1).max(500),
  parameters: z.record(z.string(), z.json()).optional(),
  isAboutMoment: z.boolean().optional(),
  problemsOf: callable,
  run: callable,
})

/**
 * Loads the gates of the modules that the configuration names, in that order. A module exports `gate`, or `gates` for
 * several. Throws {@link ConfigError} with everything that is wrong with any of them.
 */
export async function loadOwnGates(loaded: LoadedConfig, log: Pick<Logger, 'warn'>): Promise<readonly OwnGate[]> {
  const { config, directory, origin } = loaded
  const { found, problems } = await readOwnGates(config.approvals.gates, directory)
  if (problems.length > 0) throw new ConfigError(origin, problems)
  return found.map((gate) => logged(gate, log))
}

/** The gates of modules, and what is wrong with each of the others. */
export async function readOwnGates(
  specifiers: readonly string[],
  directory: string,
): Promise<{ readonly found: readonly OwnGate[]; readonly problems: readonly ConfigProblem[] }> {
  const problems: ConfigProblem[] = []
  const found: OwnGate[] = []
  for (const [index, specifier] of specifiers.entries()) {
    const path = ['approvals', 'gates', index]
    const read = specifier === '' ? [] : await gatesOf(specifier, directory)
    if (typeof read === 'string') problems.push({ path, message: read })
    else found.push(...read)
  }
  return { found, problems }
}

/** The gates of a module, or what is wrong with it. */
async function gatesOf(specifier: string, directory: string): Promise<readonly OwnGate[] | string> {
  try {
    const exported = await importModule(specifier, directory)
    const several: unknown = Reflect.get(exported, 'gates')
    const one: unknown = Reflect.get(exported, 'gate')
    const found: readonly unknown[] = Array.isArray(several) ? several : one === undefined ? [] : [one]
    if (found.length === 0) return 'the module exports neither "gate" nor a list "gates"'
    for (const gate of found) {
      const read = gateShape.safeParse(gate)
      if (!read.success) return `a gate of the module is none: ${z.prettifyError(read.error)}`
    }
    // What can be looked at of them was: their functions show only when they are called, and what they answer is checked then.
    return found as readonly OwnGate[]
  } catch (error) {
    return `the module cannot be loaded: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Of a gate that fails callers learn only that it did. */
function logged(gate: OwnGate, log: Pick<Logger, 'warn'>): OwnGate {
  const { contract, name, description, parameters, isAboutMoment } = gate
  return {
    contract,
    name,
    description,
    ...(parameters === undefined ? {} : { parameters }),
    ...(isAboutMoment === undefined ? {} : { isAboutMoment }),
    problemsOf: (params) => gate.problemsOf(params),
    async run(question, tools) {
      try {
        return await gate.run(question, tools)
      } catch (err) {
        log.warn({ err, gate: name }, 'a gate failed')
        throw err
      }
    },
  }
}
