"""JupyterLab started for a test, and driven in a real Chromium that reaches no other machine."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIRED = "CXWORKBENCH_REQUIRE_BROWSER"  # set to 1 where browser tests must not be skipped
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Otherwise cells outside the window are not drawn, and nobody could look at them.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}
KEY_PACE = 40  # milliseconds between two keys, as of a quick person: kernels keep up
PATIENCE = 240_000  # milliseconds; a first run makes the evidence, and machines are shared


def chromium_path():
    """The browser that tests drive; skips with a reason where there is none, unless required."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        return found
    reason = f"no Chromium on this machine; looked for {', '.join(BROWSERS)}"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
    return None


@contextmanager
def running_lab(home):
    """The address of a JupyterLab that serves `home`/notebooks, with settings of its own."""
    notebooks = home / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks, ignore=shutil.ignore_patterns("work", ".*"))
    for name, content in SETTINGS.items():
        path = home / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "CXWORKBENCH_KEYS": str(home / "keys"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
        "--port=0", "--ServerApp.token=test", f"--ServerApp.root_dir={notebooks}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=home)
        try:
            yield _address(home, server)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _address(home, server):
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        for path in (home / "runtime").glob("jpserver-*.json"):
            text = path.read_text()
            if text:
                return json.loads(text)["url"]
        time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not start: {(home / 'lab.log').read_text()[-2000:]}")


@contextmanager
def browser_page():
    """A page of a headless Chromium, and the list of other machines it was asked to reach."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            slow_mo=KEY_PACE, executable_path=chromium_path(), args=list(FLAGS)
        )
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.set_default_timeout(PATIENCE)
        asked = []

        def only_here(route):
            url = route.request.url
            if url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:")):
                route.continue_()
            else:
                asked.append(url)
                route.abort()

        page.route("**/*", only_here)
        try:
            yield page, asked
        finally:
            browser.close()


def open_notebook(page, address, name):
    """The notebook open in JupyterLab, its kernel ready."""
    page.goto(f"{address}lab/tree/{name}?token=test&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
        " === 'idle'"
    )


def run_all(page):
    """Every cell of the open notebook run to its end; its cells as JupyterLab holds them."""
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    page.wait_for_function(
        """() => {
            const panel = window.jupyterapp.shell.currentWidget;
            const cells = panel.content.model.sharedModel.toJSON().cells;
            const code = cells.filter(cell => cell.cell_type === 'code' && cell.source.length);
            const failed = code.some(c => c.outputs.some(o => o.output_type === 'error'));
            const idle = panel.sessionContext.session.kernel.status === 'idle';
            return idle && (failed || code.every(cell => cell.execution_count !== null));
        }"""
    )
    return page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells"
    )


def outputs_of(cells, mime):
    """The outputs that carry this type of content."""
    return [
        output
        for cell in cells
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    ]


def errors_of(cells):
    """What went wrong, as each failing cell says it."""
    return [
        f"{output['ename']}: {output['evalue']}"
        for cell in cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def picture_of(page, path):
    """A picture of the whole open notebook, however long, for somebody to look at."""
    height = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('.jp-NotebookPanel *')]
            .filter(node => node.offsetParent).map(node => node.scrollHeight))"""
    )
    page.set_viewport_size({"width": 1500, "height": min(int(height) + 160, 12_000)})
    page.evaluate(
        """() => document.querySelectorAll('.jp-NotebookPanel *').forEach(
            node => { node.scrollTop = 0; })"""
    )
    page.wait_for_timeout(1000)  # charts and tables settle in the new size
    page.screenshot(path=str(path))
    page.set_viewport_size({"width": 1500, "height": 1000})
