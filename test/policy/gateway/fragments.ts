/** Everything of an object that can be asked for, and the ids of what it is related to. Nothing in it depends on time. */
export const everything = `
  ... on Model { ref name description tags { key value } modelAliases: aliases { alias version modelVersion { id } } source { name url }
    versions(first: 100) { nodes { id ref } pageInfo { hasNextPage } } latestVersion { id } ...may }
  ... on ModelVersion { ref name version status description tags { key value } aliases author trainedAt source { name }
    model { id } run { id } loggedModel { id } copiedFrom { id } artifactUri
    artifacts(first: 5) { nodes { path location { uri } } } servedBy { ...served } }
  ... on Experiment { name tags { key value } runs(first: 100) { nodes { id ref } } source { name } }
  ... on Run { runId ref runName: name runStatus: status user params { key value } metrics { key datasetName datasetDigest } tags { key value }
    experiment { id } parentRun { id } childRuns(first: 100) { nodes { id } } inputs { role dataVersion { id ref } }
    loggedModels { id } modelVersions(first: 100) { nodes { id ref } } codeCommit repository artifactUri
    artifacts(first: 5) { nodes { path location { uri } } } }
  ... on LoggedModel { modelId loggedName: name run { id } params { key value } metrics { key datasetName datasetDigest } tags { key value } }
  ... on Dataset { ref name versions(first: 100) { nodes { id ref } } source { name url } }
  ... on DataVersion { ref name digest originUri columns { name } rowCount dataset { id } runs(first: 100) { nodes { id } } }
  ... on Deployment { ref name state served: versions { ...served } endpoints { protocol url } environment { id name } source { name url } }`

/** Goes with {@link everything}. */
export const fragments = `
  fragment served on ServedVersion {
    deployment { id } version state platform artifactUri match matchReason modelVersion { id } candidates { id } }
  fragment may on Model { viewerCan(actions: ["model:read", "sensitive:read"]) { action allowed } }`
