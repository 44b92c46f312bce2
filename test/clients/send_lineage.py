"""Sends what two pipelines would: raw orders are cleaned by the first and made into features by the second."""

import datetime
import sys

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import column_lineage_dataset, parent_run, schema_dataset
from openlineage.client.uuid import generate_new_uuid

address, tag = sys.argv[1:]
client = OpenLineageClient()


def columns(*names):
    fields = [schema_dataset.SchemaDatasetFacetFields(name=name, type="double") for name in names]
    return {"schema": schema_dataset.SchemaDatasetFacet(fields=fields)}


def came_from(namespace, name, field):
    source = column_lineage_dataset.InputField(
        namespace=namespace,
        name=name,
        field=field,
        transformations=[column_lineage_dataset.Transformation(type="DIRECT", subtype="AGGREGATION")],
    )
    return {
        "columnLineage": column_lineage_dataset.ColumnLineageDatasetFacet(
            fields={"total": column_lineage_dataset.Fields(inputFields=[source])}
        )
    }


def run(namespace, name, inputs, outputs):
    # A run that has been started by another one tells of it.
    parent = parent_run.ParentRunFacet(
        run=parent_run.Run(runId=str(generate_new_uuid())),
        job=parent_run.Job(namespace="airflow", name=f"daily-{tag}"),
    )
    told = Run(runId=str(generate_new_uuid()), facets={"parent": parent})
    for state in (RunState.START, RunState.COMPLETE):
        client.emit(
            RunEvent(
                eventType=state,
                eventTime=datetime.datetime.now(datetime.timezone.utc).isoformat(),
                run=told,
                job=Job(namespace=namespace, name=name),
                producer="https://example.com/pipelines",
                inputs=inputs,
                outputs=outputs,
            )
        )


database, raw, clean = "postgres://db.example:5432", f"shop.orders_{tag}", f"shop.clean_{tag}"
bucket, key = address.rsplit("/", 1)
run(
    "airflow",
    f"clean-{tag}",
    [InputDataset(namespace=database, name=raw, facets=columns("amount"))],
    [OutputDataset(namespace=database, name=clean, facets=columns("amount"))],
)
run(
    "spark://prod/eu",
    f"features-{tag}",
    [InputDataset(namespace=database, name=clean)],
    [OutputDataset(namespace=bucket, name=key, facets=columns("total") | came_from(database, clean, "amount"))],
)
client.close()
