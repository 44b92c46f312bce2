import { statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { defaultFileName } from '../config/index.ts'
import { Refusal } from '../kernel/refusal.ts'
import { nextCommand } from './config-option.ts'
import { processOutput } from './output.ts'

const starter = (
  doctor: string,
) => `# Configuration of Modelwarden. \${VAR} and \${VAR:-default} are taken from the environment.
# Check it with: ${doctor}

server:
  host: 127.0.0.1
  port: 4000
  # publicUrl: https://modelwarden.example    # how people and tools reach it

# The embedded store needs nothing. Several replicas need PostgreSQL, and a secret they share:
#   store: { url: "postgres://modelwarden@db.example/modelwarden" }
#   server: { secret: "\${MODELWARDEN_SECRET}" }
store: { url: "sqlite:.modelwarden/modelwarden.db" }

# Copies of tool objects. "memory:" is one process's own; Redis is shared.
cache: { url: "memory:" }

environments:
  - { name: staging, rank: 1 }
  - { name: production, rank: 2, protected: true }

# Access policies that an empty store begins with; without this, those of the package. Put a copy of its
# policies/default.cedar into the folder, and your own rules beside it. Once they are in force, publish others by the API.
# policies: { directory: policies }

sources:
  # A tracking server with its model registry.
  - id: tracking
    kind: mlflow
    url: "\${MLFLOW_TRACKING_URI:-http://127.0.0.1:5000}"
    # token: "\${MLFLOW_TRACKING_TOKEN}"         # or username and password
    # artifacts: { root: "s3://models/mlflow" }  # where the server keeps what it calls mlflow-artifacts:/

  # The object store that holds the files.
  # - id: lake
  #   kind: s3
  #   endpoint: http://127.0.0.1:9000
  #   buckets: [models]
  #   credentials: { accessKeyId: "\${S3_KEY}", secretAccessKey: "\${S3_SECRET}" }

  # A folder that holds files.
  # - { id: share, kind: filesystem, root: /srv/models }

  # A model server that speaks the Open Inference Protocol, such as MLServer.
  # - id: serving
  #   kind: open-inference
  #   url: http://127.0.0.1:8080
  #   environment: production
  #   repository: file:///srv/serving            # the folder it loads models from

# Pipelines send lineage to /api/v1/lineage with a token of their own (role lineage-sender). Data that their events and a
# source above know under other names:
# lineage:
#   namespaces:
#     - { namespace: "postgres://db.example:5432", source: tracking }

# Which alias or deployment stands for a model in an environment.
targets: []
#  - { environment: production, source: tracking, kind: ALIAS, ref: "models:/fraud-detector@champion" }
`

/** `modelwarden init`: writes a starter configuration; never over an existing one. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a starter configuration and explain it')
    .option('-c, --config <file>', 'file to write', defaultFileName)
    .action((options: { config: string }) => {
      const path = resolve(options.config)
      const named = options.config === defaultFileName ? {} : options
      write(path, starter(nextCommand(['doctor'], named)))
      processOutput.say(
        [
          `Wrote ${path}.`,
          '1. Put the address of your MLflow server under sources, and add your stores and model servers.',
          `2. Try every connection:   ${nextCommand(['doctor'], named)}`,
          `3. Start the gateway:      ${nextCommand(['serve'], named)}`,
        ].join('\n'),
      )
    })
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new Refusal(whyNotWritten(path), { cause })
  }
}

function whyNotWritten(path: string): string {
  const folder = dirname(path)
  const there = statSync(path, { throwIfNoEntry: false })
  if (there?.isDirectory()) return `${path} is a folder; name a file in it.`
  if (there !== undefined)
    return `${path} exists already; it was left as it is. Check it with: ${nextCommand(['doctor'], { config: path })}`
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (!isFolder) return `${path} cannot be written: the folder ${folder} does not exist; make it first.`
  return `${path} cannot be written: permission denied in ${folder}.`
}
