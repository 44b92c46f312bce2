import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A model for Triton's Python backend that answers one number, whatever it is asked. */
export function numberModel(value: number): string {
  return `import numpy as np
import triton_python_backend_utils as pb


class TritonPythonModel:
    def execute(self, requests):
        answer = np.array([[${value}.0]])
        return [pb.InferenceResponse([pb.Tensor("y", answer)]) for _ in requests]
`
}

/** One that cannot be loaded. */
export const brokenModel = 'raise RuntimeError("no such model: /srv/secret")\n'

/** Settings as a person would write them; `policy` goes in their middle. */
export function numberConfig(policy = ''): string {
  return `# Kept by the serving team.
backend: "python"
${policy}max_batch_size: 0
input [ { name: "x", data_type: TYPE_FP64, dims: [ -1, 3 ] } ]
output [ { name: "y", data_type: TYPE_FP64, dims: [ -1, 1 ] } ]
`
}

/** Writes a model's settings and the code of its versions; nothing is loaded by that. */
export function writeModel(
  repository: string,
  name: string,
  { config, versions }: { readonly config: string | null; readonly versions: Readonly<Record<string, string>> },
): void {
  mkdirSync(join(repository, name), { recursive: true })
  if (config !== null) writeFileSync(join(repository, name, 'config.pbtxt'), config)
  for (const [version, code] of Object.entries(versions)) {
    mkdirSync(join(repository, name, version), { recursive: true })
    writeFileSync(join(repository, name, version, 'model.py'), code)
  }
}
