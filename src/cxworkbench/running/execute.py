"""Executing notebooks: the notebooks of one account, one after the other, in one private kernel."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.parameterize import parameterize_notebook

from cxworkbench.ground.errors import (
    DataProblem,
    ParameterProblem,
    RecordProblem,
    RunProblem,
    WorkbenchError,
)
from cxworkbench.ground.files import write_text
from cxworkbench.running.canonical import canonical
from cxworkbench.running.kernels import Kernel
from cxworkbench.running.notebooks import Notebook, describe_parameters, read_notebook
from cxworkbench.running.progress import nobody

CELL_SECONDS: Final = 600  # the longest one cell may take
# Their messages are whole sentences for people; a kernel tells a class by its name only.
OURS: Final = tuple(
    kind.__name__
    for kind in (WorkbenchError, DataProblem, ParameterProblem, RecordProblem, RunProblem)
)
QUIET_SECONDS: Final = 60  # papermill's 4 raises on busy machines though the cell had finished


def run_notebooks(
    notebooks: Sequence[Notebook],
    parameters: Mapping[str, Any],
    *,
    folder: Path,
    into: Path,
    scratch: Path | None = None,
    cell_seconds: int = CELL_SECONDS,
    on_kernel: Callable[[int], None] = nobody,
    on_start: Callable[[Path], None] = nobody,
) -> list[Path]:
    """The executed notebooks' paths, in order.

    All run in one fresh kernel whose working folder is `folder`; between two notebooks every name
    is cleared. Each notebook gets those of the parameters that it declares.

    Parameters
    ----------
    notebooks
        In the order in which they run.
    parameters
        JSON values, already checked (`parameters.check_parameters`).
    folder
        The engagement's folder.
    into
        Folder for the executed notebooks.
    scratch
        Where the kernel keeps its temporary files; None: where the system does.
    cell_seconds
        The longest one cell may take.
    on_kernel
        Is told the kernel's process number as soon as there is one.
    on_start
        Is told each notebook before it starts.

    Raises
    ------
    RunProblem
        A notebook stopped. It is kept as far as it ran, as `NAME.stopped.ipynb` in `into`.
    """
    done = []
    with Kernel(folder, scratch=scratch) as kernel:
        for notebook in notebooks:
            on_start(notebook.path)
            kernel.clear()
            declared = {parameter.name for parameter in describe_parameters(notebook.path)}
            given = {name: value for name, value in parameters.items() if name in declared}
            run = _Run(notebook.path, given, kernel, into, cell_seconds, on_kernel)
            done.append(run.to_its_end())
    return done


def run_notebook(
    path: Path, parameters: Mapping[str, Any], *, folder: Path, into: Path, part: str = "own"
) -> Path:
    """The executed notebook's path: `run_notebooks` for one notebook."""
    return run_notebooks([Notebook(part, path, own=True)], parameters, folder=folder, into=into)[0]


class _Run:
    """One notebook on its way through the kernel."""

    def __init__(
        self,
        path: Path,
        given: dict[str, Any],
        kernel: Kernel,
        into: Path,
        cell_seconds: int,
        on_kernel: Callable[[int], None],
    ) -> None:
        self.path, self.given, self.kernel, self.into = path, given, kernel, into
        self.cell_seconds, self.on_kernel = cell_seconds, on_kernel
        original = read_notebook(path)
        self.notebook = parameterize_notebook(original, given) if given else original
        self.at = 0  # place of the cell that is running

    def to_its_end(self) -> Path:
        trouble: BaseException | None = None
        try:
            _InOneKernel.execute_notebook(
                self.notebook, "python3", progress_bar=False, autosave_cell_every=0, run=self
            )
            reason = _error_shown_in(self.notebook.cells[self.at])
        except CellTimeoutError as slow:
            trouble, reason = slow, f"the cell took longer than {self.cell_seconds} seconds"
        except DeadKernelError as dead:
            trouble, reason = dead, f"its Python process ended ({self.kernel.how_it_ended()})"
        if reason:
            raise self._stopped(reason) from trouble
        return self._keep(self.into / self.path.name)

    def _stopped(self, reason: str) -> RunProblem:
        cell = self.notebook.cells[self.at]
        added = [place for place, one in enumerate(self.notebook.cells) if _is_added(one)]
        number = self.at + 1 - sum(place < self.at for place in added)
        heading = _heading_above(self.notebook.cells, self.at)
        where = f'cell {number} ("{heading}")' if heading else f"cell {number}"
        kept = self._keep(self.into / f"{self.path.stem}.stopped.ipynb")
        return RunProblem(
            f"{self.path.name} stopped in {where}: {reason.rstrip('.')}. "
            f"The run so far is in {_seen_from(self.kernel.folder, kept)}.",
            path=kept,
            cell=number,
            source=cell.source,
        )

    def _keep(self, path: Path) -> Path:
        kept = canonical(self.notebook, folder=self.kernel.folder, parameters=self.given)
        text = nbformat.writes(kept)  # type: ignore[no-untyped-call]
        write_text(path, f"{text}\n")
        return path


class _InOneKernel(Engine):  # type: ignore[misc]  # papermill has no types
    """Papermill's way through a notebook, in a kernel that lives longer than one notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, run: _Run, **_: object
    ) -> None:
        """The notebook, executed cell by cell until its end or its first error."""
        client = _Client(
            nb_man,
            km=run.kernel.manager,
            kernel_name=kernel_name,
            timeout=run.cell_seconds,
            startup_timeout=60,
            iopub_timeout=QUIET_SECONDS,
            record_timing=False,
        )
        client.run = run
        client.kc = run.kernel.client
        client.execute(**run.kernel.start_options)


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill has no types
    """Papermill's client, which says at which cell it is."""

    run: _Run

    def papermill_execute_cells(self) -> None:
        """Every cell in turn; the kernel is there by now, and the next notebook goes on with it."""
        self.run.kernel.client = self.kc
        self.run.on_kernel(self.run.kernel.process_id)
        super().papermill_execute_cells()

    def execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:  # noqa: ANN401
        """One cell."""
        self.run.at = cell_index
        return super().execute_cell(cell, cell_index, **options)


def _error_shown_in(cell: Any) -> str:  # noqa: ANN401 - nbformat has no types
    """The message of the error that stopped the cell, with its kind unless it is one of ours."""
    if "raises-exception" in cell.metadata.get("tags", []):
        return ""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    if not errors:
        return ""
    kind, said = str(errors[0].ename), str(errors[0].evalue)
    return said if kind in OURS else f"{kind}: {said}"


def _is_added(cell: Any) -> bool:  # noqa: ANN401 - nbformat has no types
    return "injected-parameters" in cell.metadata.get("tags", [])


def _heading_above(cells: Sequence[Any], place: int) -> str:
    for cell in reversed(cells[: place + 1]):
        if cell.cell_type == "markdown":
            headings = [line for line in cell.source.splitlines() if line.startswith("#")]
            if headings:
                return str(headings[-1])
    return ""


def _seen_from(folder: Path, path: Path) -> str:
    resolved = path.resolve()
    return resolved.relative_to(folder).as_posix() if resolved.is_relative_to(folder) else str(path)
