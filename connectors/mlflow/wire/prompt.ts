import type { Tags } from '../../../src/connector/index.ts'

/** Whether a registered model or a version of one is a prompt: MLflow keeps both in one registry and tells them by this tag. */
export function isPrompt(tags: Tags): boolean {
  return tags['mlflow.prompt.is_prompt']?.toLowerCase() === 'true'
}
