import { z } from 'zod'
import { ConnectorError } from './connector-error.ts'
import { type Capability, type ConnectorManifest, capabilities, contractVersion, type StreamName } from './contract.ts'

/** Streams that a connector with a capability may crawl. */
export const streamsOf: Readonly<Record<Capability, readonly StreamName[]>> = {
  MODEL_REGISTRY: ['models', 'versions'],
  EXPERIMENT_TRACKER: ['experiments', 'runs', 'loggedModels'],
  DATASET_CATALOGUE: ['datasets'],
  ARTIFACT_STORE: [],
  DEPLOYMENT_SYSTEM: ['deployments'],
  MONITOR: [],
}

const isUnique = (items: readonly unknown[]) => new Set(items).size === items.length
const callable = z.custom<(...input: never) => unknown>((value) => typeof value === 'function', 'must be a function')

const manifestShape = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, beginning with a letter'),
    contract: z.literal(contractVersion),
    tool: z.strictObject({ name: z.string().min(1), versions: z.string().min(1) }),
    capabilities: z.array(z.enum(capabilities)).min(1).refine(isUnique, 'must not repeat'),
    streams: z.array(z.enum(Object.values(streamsOf).flat())).refine(isUnique, 'must not repeat'),
    // Only asked for what is used: a third party may bring a zod of its own.
    config: z.looseObject({ safeParse: callable }, 'must be a zod schema'),
    describeUrl: callable,
    localFolders: callable.optional(),
    webhooks: callable.optional(),
    connect: callable,
  })
  .refine(
    (manifest) =>
      manifest.streams.every((stream) => manifest.capabilities.some((each) => streamsOf[each].includes(stream))),
    { path: ['streams'], message: 'must belong to the capabilities' },
  )

/**
 * Checks a manifest that no compiler has seen. `origin` is where it came from, for the message.
 * Throws {@link ConnectorError} with every fault of its shape at once.
 */
export function checkManifest(value: unknown, origin: string): asserts value is ConnectorManifest {
  const contract: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'contract') : undefined
  if (contract !== undefined && contract !== contractVersion) {
    throw new ConnectorError(
      `${origin} was written for version ${JSON.stringify(contract)} of the connector contract; this gateway speaks version ${contractVersion}.`,
    )
  }
  const parsed = manifestShape.safeParse(value)
  if (parsed.success) return
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'manifest'}: ${issue.message}`)
  throw new ConnectorError(`${origin} has no usable manifest: ${faults.join('; ')}.`)
}
