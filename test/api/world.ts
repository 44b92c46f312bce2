import { request } from 'undici'
import { pollUntil } from '../../tools/launch/ready.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { mlflowWriter, type SeededMlflow, seedMlflow, textAt } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'

/** What the files of this folder find in the shared MLflow. */
export interface World extends Omit<SeededMlflow, 'files'> {
  /** Folder in the artifact proxy with the files of the first version, and their paths in it. */
  readonly files: { readonly path: string; readonly names: readonly string[] }
  /** Part of the names of everything that was made for these tests. */
  readonly tag: string
}

const markerName = 'api-tests'

/**
 * The world of the API's tests, made by whichever file comes first. An experiment in the MLflow itself marks it: its
 * name is unique there, so files that run at the same time agree on who makes it.
 */
export async function apiWorld(): Promise<World> {
  const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
  const created = await writer.post('/experiments/create', { name: markerName }).catch(() => null)
  if (created !== null) {
    const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
    const files = { path: seeded.files.path, names: Object.keys(seeded.files.content) }
    const world: World = { ...seeded, files, tag: seeded.dataset.digest }
    const experimentId = textAt(created, 'experiment_id')
    await writer.post('/experiments/set-experiment-tag', {
      experiment_id: experimentId,
      key: 'world',
      value: JSON.stringify(world),
    })
  }
  let found: World | undefined
  await pollUntil(
    async () => {
      const reply = await writer.get(`/experiments/get-by-name?experiment_name=${markerName}`)
      found = worldIn(reply)
      return found !== undefined
    },
    60_000,
    () => false,
  )
  if (found === undefined) throw new Error('The world of the API tests was not made in time')
  return found
}

function worldIn(reply: Readonly<Record<string, unknown>>): World | undefined {
  const text = JSON.stringify(reply)
  const answer: { readonly experiment?: { readonly tags?: readonly { key: string; value: string }[] } } =
    JSON.parse(text)
  const value = answer.experiment?.tags?.find(({ key }) => key === 'world')?.value
  return value === undefined ? undefined : JSON.parse(value)
}

/** The files of the first version, as MLflow hands them to anybody. */
export async function filesOfFirstVersion({ files }: World): Promise<Readonly<Record<string, Buffer>>> {
  const read = async (name: string) => {
    const path = `${files.path}/${name}`.split('/').map(encodeURIComponent).join('/')
    const { statusCode, body } = await request(`${sharedTools().mlflowUrl}/api/2.0/mlflow-artifacts/artifacts/${path}`)
    if (statusCode !== 200) throw new Error(`MLflow answered ${statusCode} for ${name}`)
    return [name, Buffer.from(await body.arrayBuffer())] as const
  }
  return Object.fromEntries(await Promise.all(files.names.map(read)))
}

/** A gateway on the world. */
export interface ApiGateway extends TestGateway {
  readonly world: World
}

/** Starts a gateway on the world and waits until its mirror is complete. */
export async function apiGateway(sources: readonly Readonly<Record<string, unknown>>[] = []): Promise<ApiGateway> {
  const world = await apiWorld()
  const gateway = await startGateway({ sources: [mlflowSource('tracking'), ...sources] })
  await gateway.caughtUp('tracking')
  return { ...gateway, world }
}

/** A gateway with two sources that hold the same names: every name is ambiguous until `source` tells which. */
export async function twinGateway(): Promise<ApiGateway> {
  const gateway = await apiGateway([mlflowSource('twin')])
  await gateway.caughtUp('twin')
  return gateway
}
