"""A run is planned: everything is checked first, and one key stands for its content."""

import json

import nbformat
import pytest

from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.running.planning import (
    plan_run,
    read_accounts,
    read_jobs,
    require_accounts,
    require_jobs,
)


def refusal(call, *args, **more):
    with pytest.raises((ParameterProblem, DataProblem)) as refused:
        call(*args, **more)
    return str(refused.value)


def key_after(mini, change):
    change(mini)
    return plan_run(mini).key


def test_the_same_content_has_the_same_key(mini):
    assert plan_run(mini).key == plan_run(mini).key


def test_a_key_changes_with_data_settings_code_and_parameters(mini):
    def edit_data(folder):
        (folder / "data" / "survey.csv").write_text("account_id,said_at,text\n")

    def edit_settings(folder):
        with (folder / "engagement.toml").open("a") as file:
            file.write("\n# a remark\n")

    def edit_code(folder):
        path = folder / "notebooks" / "3_generate_insights.ipynb"
        path.write_text(path.read_text().replace("1 + 1", "1 + 2"))

    keys = [
        plan_run(mini).key,
        plan_run(mini, given={"window_days": 30}).key,
        *(key_after(mini, change) for change in (edit_data, edit_settings, edit_code)),
    ]

    assert len(set(keys)) == 5


def test_a_key_does_not_change_with_prose_or_with_what_runs_write(mini):
    before = plan_run(mini).key
    path = mini / "notebooks" / "3_generate_insights.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["source"] = "# Other words"
    path.write_text(json.dumps(notebook))
    (mini / "runs").mkdir()
    (mini / "runs" / "x").write_text("x")

    assert plan_run(mini).key == before
    assert nbformat.read(path, as_version=4).cells[0].source == "# Other words"


def test_all_accounts_of_one_content_share_one_run(mini):
    one = plan_run(mini, given={"account": "A-1"})

    assert one.key == plan_run(mini).key
    assert one.key_of("A-1") != one.key_of("007")


def test_an_accounts_id_is_never_a_file_name(mini):
    plan = plan_run(mini)

    job = plan.job("../../etc/passwd")

    assert job.into.parent == plan.run / "accounts"
    assert job.reports.parent == mini / "reports"
    assert "/" not in job.into.name
    assert plan.job("all").into == plan.run / "all"
    assert plan.job("all").reports == mini / "reports"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"formats": ("odp",)},
            "There is no format 'odp'. There is html, pdf, deck, workbook, poster.",
        ),
        (
            {"audience": "clientsafe"},
            "There is no audience 'clientsafe'. Did you mean 'client-safe'? "
            "There is internal, client-safe.",
        ),
        (
            {"given": {"out": "x"}},
            "'out' is not given as a parameter here: the engagement is the folder named in the "
            "command, and what is written goes into its runs and reports. Leave it out.",
        ),
    ],
)
def test_a_word_that_is_none_is_refused(mini, more, message):
    assert refusal(plan_run, mini, **more) == message


def test_a_folder_without_an_engagement_names_those_near_it(mini):
    assert refusal(plan_run, mini.parent) == (
        f"{mini.parent} holds no engagement.toml, so it is no engagement. "
        f"Engagements in {mini.parent}: 'mini'. "
        "Give an engagement's folder, or make one with cxworkbench new."
    )


def test_a_list_of_accounts_keeps_ids_as_they_stand(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("account_id,note\n007,\n1e5,x\n")

    assert read_accounts(path) == ("007", "1e5")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "account,name\na1,x\n",
            "list.csv has no column 'account_id'. Did you mean 'account'? Its columns are account, "
            "name. Name the column that holds the account ids account_id.",
        ),
        (
            "account_id,name\na1,x\n ,y\n",
            "list.csv: 1 of 2 rows have no account_id: row 3. Every row names one account. "
            "Fill in the id or delete the row.",
        ),
        (
            "account_id,name\na1,x\na1,y\n",
            "list.csv: 1 of 1 account ids stand there more than once: 'a1'. "
            "Each account gets one report. Keep one row of each.",
        ),
        (
            "account_id,name\n",
            "list.csv names no account: it has its columns' names and no rows. A list has one "
            "account a row. Fill it, or leave --accounts out for every account.",
        ),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path, text, message):
    path = tmp_path / "list.csv"
    path.write_text(text)

    assert refusal(read_accounts, path) == message


def test_unknown_accounts_are_named_with_the_nearest_one():
    assert refusal(require_accounts, ["A-1", "A-7", "zz"], ["A-1", "A-2"]) == (
        "2 of the accounts asked for are not in the engagement: 'A-7', 'zz'. "
        "Did you mean 'A-2'? There are 2: 'A-1', 'A-2'. "
        "Correct the list and start again; nothing was begun."
    )


def test_a_list_names_all_its_faults_at_once(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("account_id,name\na1,x\na1,y\n ,z\nacme-1,w\n")

    assert refusal(read_accounts, path, ["a1", "acme-2"]) == (
        "list.csv: 1 of 4 rows have no account_id: row 4. Every row names one account. "
        "Fill in the id or delete the row. "
        "list.csv: 1 of 3 account ids stand there more than once: 'a1'. "
        "Each account gets one report. Keep one row of each. "
        "1 of the accounts asked for is not in the engagement: 'acme-1'. Did you mean 'acme-2'? "
        "There are 2: 'a1', 'acme-2'. Correct the list and start again; nothing was begun."
    )


def test_a_list_that_is_not_there_is_a_wrong_word(tmp_path):
    assert refusal(read_accounts, tmp_path / "no.csv") == (
        f"There is no file {tmp_path / 'no.csv'}. Check its name and its folder."
    )


def test_jobs_are_a_whole_number():
    assert read_jobs("3") == 3
    assert refusal(read_jobs, "abc") == "--jobs is 'abc'. It is a whole number from 1 on."


def test_at_least_one_at_a_time():
    require_jobs(1)
    assert refusal(require_jobs, 0) == "jobs is 0, and at least 1 is needed. Leave it out for 2."
