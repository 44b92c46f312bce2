"""What it takes to make a result again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import InvalidQuestion
from .records import pairs


@dataclass(frozen=True)
class Recipe:
    """A run's recipe: the commands, the data and what is missing. Printing it says whether it is enough.

    Attributes
    ----------
    command : str or None
        A POSIX shell script for an empty folder; None when it is not known what to start.
    complete : bool
        Whether nothing is missing, as far as the tools know; `assumptions` is what they do not know.
    missing, assumptions : mapping of str to str
        By piece, such as `CODE_COMMIT`: why it is missing or taken for granted, and what would supply it.
    """

    run: str
    complete: bool
    command: str | None
    commit: str | None
    repository: str | None
    entrypoint: str | None
    parameters: Mapping[str, str]
    data: Mapping[str, str]
    environment: Mapping[str, str]
    missing: Mapping[str, str]
    assumptions: Mapping[str, str]

    def save(self, path: str | Path) -> Path:
        """Writes the command to a file. Raises :class:`InvalidQuestion` when there is none."""
        if self.command is None:
            raise InvalidQuestion(f"There is no command to save: {'; '.join(self.missing.values())}")
        target = Path(path)
        target.write_text(self.command, encoding="utf-8")
        return target

    def __str__(self) -> str:
        verdict = "complete" if self.complete else "not complete"
        lines = [f"Recipe of {self.run}: {verdict}"]
        lines += [f"  missing {piece}: {message}" for piece, message in self.missing.items()]
        lines += [f"  assumed {piece}: {message}" for piece, message in self.assumptions.items()]
        lines += [f"  data {ref} ({role.lower()})" for ref, role in self.data.items()]
        if self.parameters:
            lines.append("  parameters " + ", ".join(f"{key}={value}" for key, value in self.parameters.items()))
        return "\n".join([*lines, "", self.command or ""]).rstrip()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(str(self))


def recipe_of(item: Mapping[str, Any]) -> Recipe:
    """The recipe, as the gateway tells it."""
    return Recipe(
        run=item["run"]["ref"],
        complete=item["complete"],
        command=item["command"],
        commit=item["codeCommit"],
        repository=item["repository"],
        entrypoint=item["entrypoint"],
        parameters=pairs(item["parameters"]),
        data={each["dataVersion"]["ref"]: each["role"] for each in item["data"]},
        environment={each["path"]: each["text"] for each in item["environment"]},
        missing={each["piece"]: each["message"] for each in item["missing"]},
        assumptions={each["piece"]: each["message"] for each in item["assumptions"]},
    )
