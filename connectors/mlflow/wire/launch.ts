import { z } from 'zod'
import type { RunLaunch, Tags } from '../../../src/connector/index.ts'
import { embeddedJson } from './embedded-json.ts'

/** MLflow records no command line; whoever wants a run to be repeatable says it with this tag, as a JSON list of texts. */
const argumentsTag = 'modelwarden.arguments'

const textList = z.array(z.string())

/** What MLflow calls the kinds of sources (`mlflow.entities.SourceType`). */
const kinds: Readonly<Record<string, RunLaunch['kind']>> = {
  LOCAL: 'SCRIPT',
  PROJECT: 'PROJECT',
  NOTEBOOK: 'NOTEBOOK',
  JOB: 'JOB',
}

/** How a run was started, by the tags that MLflow's clients set. */
export function launchOf(tags: Tags): RunLaunch {
  const kind = kindOf(tags)
  return {
    kind,
    isClean: cleanOf(tags['mlflow.source.git.dirty']),
    arguments: embeddedJson(textList, tags[argumentsTag] ?? null),
    project: kind === 'PROJECT' ? projectOf(tags) : null,
  }
}

function kindOf(tags: Tags): RunLaunch['kind'] {
  const type = tags['mlflow.source.type'] ?? ''
  if (Object.keys(tags).some((key) => key.startsWith('mlflow.databricks.notebook'))) return 'NOTEBOOK'
  if (Object.hasOwn(kinds, type)) return kinds[type] ?? 'UNKNOWN'
  // A client that writes the tags by itself often leaves the type out.
  return type === '' && (tags['mlflow.source.name'] ?? '') !== '' ? 'SCRIPT' : 'UNKNOWN'
}

function cleanOf(dirty: string | undefined): boolean | null {
  const word = dirty?.toLowerCase()
  if (word === 'true') return false
  return word === 'false' ? true : null
}

/** `mlflow run` notes a project as the address of its repository, `#`, and the folder in it. */
function projectOf(tags: Tags): RunLaunch['project'] {
  const [, folder = ''] = /#\/*(.*)$/s.exec(tags['mlflow.source.name'] ?? '') ?? []
  const isDocker = tags['mlflow.project.env'] === 'docker' || (tags['mlflow.docker.image.uri'] ?? '') !== ''
  return {
    folder,
    entryPoint: tags['mlflow.project.entryPoint'] || 'main',
    needs: isDocker ? (tags['mlflow.docker.image.uri'] ?? 'docker') : null,
  }
}
