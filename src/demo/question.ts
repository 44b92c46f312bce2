/** The query that the demo asks: one question, answered from the registry, the object store and the model server. */
export const question = `query WhereDoesTheChampionComeFrom {
  modelVersion(ref: "models:/tumour-classifier@champion") {
    ref
    aliases
    run { name params { key value } metrics { key value } }
    artifacts(first: 3) { nodes { path sizeBytes location { store { name kind } } } }
    servedBy { deployment { ref } state match }
  }
  lineage(ref: "models:/tumour-classifier@champion", depth: 4) {
    nodes { id kind name source }
    edges { from to kind confidence }
    complete
    sources { source state }
  }
}
`
