import type { ConnectorManifest } from '../src/connector/index.ts'
import { manifest as filesystem } from './filesystem/manifest.ts'
import { manifest as mlflow } from './mlflow/manifest.ts'
import { manifest as openInference } from './open-inference/manifest.ts'
import { manifest as triton } from './open-inference/triton/manifest.ts'
import { manifest as s3 } from './s3/manifest.ts'

/** The connectors that come with the gateway. */
export const builtInConnectors: readonly ConnectorManifest[] = [mlflow, s3, filesystem, openInference, triton]
