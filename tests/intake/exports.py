"""Made-up exports as tools write them, for one small vendor of tills; no real company is there."""

import csv
import io

import openpyxl

PEOPLE = ("Ada Lowell", "Ben Okafor", "Cora Vance", "Dirk Maurer")
MAILS = ("ada.lowell@harbour.example", "ben.okafor@harbour.example", "cora.vance@linden.example",
         "dirk.maurer@nordkauf.example")  # fmt: skip
STAFF = ("Sally Seller", "Theo Tech")
VISITORS = ("Vera Quick", "Yusuf Still")
IP = "203.0.113."
ACCOUNTS = [
    ["Customer ID", "Company", "Domain", "Annual revenue", "Customer since"],
    ["A-001", "Harbour Stores", "harbour.example", "184000", "2021-04-12"],
    ["A-002", "Linden Market", "linden.example", "26500", "2024-09-30"],
    ["A-003", "Nordkauf GmbH", "nordkauf.example", "95000", "2022-02-01"],
    ["A-004", "Pier Foods", "pier.example", "12000", "2025-01-15"],
]
QUALTRICS_IDS = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)",
                 "Finished", "RecordedDate", "ResponseId", "RecipientLastName",
                 "RecipientFirstName", "RecipientEmail", "ExternalReference", "LocationLatitude",
                 "LocationLongitude", "DistributionChannel", "UserLanguage", "Q1", "Q1_NPS_GROUP",
                 "Q2_1", "Q2_2", "Q3", "Q4"]  # fmt: skip
QUALTRICS_TEXTS = ["Start Date", "End Date", "Response Type", "IP Address", "Progress",
                   "Duration (in seconds)", "Finished", "Recorded Date", "Response ID",
                   "Recipient Last Name", "Recipient First Name", "Recipient Email",
                   "External Data Reference", "Location Latitude", "Location Longitude",
                   "Distribution Channel", "User Language",
                   "How likely is it that you would recommend us to a colleague?",
                   "How likely is it that you would recommend us to a colleague? - Group",
                   "How satisfied are you with the following? - Delivery",
                   "How satisfied are you with the following? - Help desk",
                   "How easy was it to install the till?",
                   "What is the one thing we should do better?"]  # fmt: skip
_SAID = ("Tell us a day before the technician comes", "Ask Ada Lowell, she knows the tills",
         "Invoices are hard to read for my people", "")  # fmt: skip


def _qualtrics_row(at, *, status="IP Address", finished="True", scores, group):
    first, last = PEOPLE[at % 4].split()
    day = f"2026-03-{at + 2:02d} 10:15:00"
    return [day, day, status, f"{IP}{at}", "100", "312", finished, day, f"R_3abc{at}", last, first,
            MAILS[at % 4], f"A-00{at % 3 + 1}", "52.51", "13.40", "email", "EN", scores[0], group,
            *scores[1:], _SAID[at % 4]]  # fmt: skip


def qualtrics_rows(*, import_ids=True):
    words = ("Somewhat satisfied", "Extremely satisfied", "Neither satisfied nor dissatisfied",
             "Somewhat dissatisfied", "Extremely dissatisfied")  # fmt: skip
    ease = ("Agree", "Somewhat agree", "Strongly agree", "Disagree")
    answers = [
        _qualtrics_row(at, scores=[nps, words[at % 5], words[(at + 2) % 5], ease[at % 4]],
                       group=group)
        for at, (nps, group) in enumerate(
            [("10 - Extremely likely", "Promoter"), ("9", "Promoter"), ("7", "Passive"),
             ("3", "Detractor"), ("8", "Passive"), ("0 - Not at all likely", "Detractor")])
    ]  # fmt: skip
    answers.append(_qualtrics_row(6, status="Survey Preview", scores=["10", *words[:2], ease[0]],
                                  group="Promoter"))  # fmt: skip
    answers.append(_qualtrics_row(7, finished="False", scores=["5", "", "", ""], group="Detractor"))
    imports = [f'{{"ImportId":"{name}"}}' for name in QUALTRICS_IDS]
    return [QUALTRICS_IDS, QUALTRICS_TEXTS, *([imports] if import_ids else []), *answers]


def surveymonkey_rows():
    questions = ["Respondent ID", "Collector ID", "Date Created", "Date Modified", "IP Address",
                 "Email Address", "First Name", "Last Name", "Custom Data 1",
                 "How satisfied are you with our service?",
                 "How likely is it that you would recommend our company to a friend?",
                 "Which of these do you use?", "", "Do you have any other comments?"]  # fmt: skip
    options = [""] * 9 + ["Response", "Response", "Tills", "Scanners", "Open-Ended Response"]
    said = [("Very satisfied", "10"), ("Satisfied", "8"), ("Very dissatisfied", "2"),
            ("Neither satisfied nor dissatisfied", "6")]  # fmt: skip
    rows = []
    for at, (satisfied, recommend) in enumerate(said):
        first, last = PEOPLE[at].split()
        day = f"0{at + 1}/0{at + 3}/2026 09:30:00 AM"
        ip = f"{IP}{at + 40}"
        rows.append([f"1140000{at}", "4455", day, day, ip, MAILS[at], first, last,
                     f"A-00{at % 3 + 1}", satisfied, recommend, "Tills" if at else "",
                     "Scanners" if at % 2 else "",
                     f"The scanner is slow in hall {at}."])  # fmt: skip
    return [questions, options, *rows]


GERMAN_SURVEY = [
    ["Antwort-ID", "Beantwortet am", "Kundennummer", "E-Mail-Adresse",
     "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
     "Wie zufrieden sind Sie mit der Lieferung?", "Wie einfach war die Bestellung?",
     "Was gefällt Ihnen an uns besonders gut?"],
    ["1", "05.03.2026", "A-001", MAILS[0], "9", "Sehr zufrieden", "Sehr einfach",
     "Die schnelle Hilfe am Telefon"],
    ["2", "06.03.2026", "A-003", MAILS[3], "6", "Eher unzufrieden", "Eher schwierig",
     "Freundliche Menschen, gute Kassen"],
    ["3", "07.03.2026", "A-002", MAILS[2], "8", "Zufrieden", "keine Angabe", ""],
    ["4", "08.03.2026", "A-003", MAILS[3], "7", "teils/teils", "Einfach", "Alles aus einer Hand"],
]  # fmt: skip
REVIEWS = [
    ["Review ID", "Review Title", "Review Body", "Star Rating", "Review Date", "Reviewer Name",
     "Company", "Pros", "Cons"],
    ["r1", "Solid till", "Runs all day without a break.", "5", "2026-02-01", PEOPLE[0],
     "Harbour Stores", "Very fast checkout", "Slow customer support"],
    ["r2", "Support too slow", "We waited three days.", "2 out of 5", "2026-02-03", PEOPLE[2],
     "Linden Market", "Nice clear screen", "Three days of waiting"],
    ["r3", "", "Good value.", "★★★★☆", "2026-02-09", "A. Nonymous", "Pier Foods", "", ""],
]  # fmt: skip
COMPLAINTS = [
    ["Complaint No", "Date received", "Customer ID", "Raised by", "Complaint type",
     "Complaint text", "Severity", "Handled by"],
    ["B-1", "2026-01-15", "A-001", PEOPLE[1], "Late delivery", "The till came a week late.", "4",
     STAFF[0]],
    ["B-2", "2026-02-11", "A-003", PEOPLE[3], "Wrong invoice", f"{STAFF[0]} charged us twice.", "3",
     STAFF[0]],
]  # fmt: skip
TICKETS = [
    ["Ticket ID", "Subject", "Description", "Requester", "Requester Email", "Account", "Assignee",
     "Status", "Priority", "Created at"],
    ["T1", "Till dead", "It does not start since noon.", PEOPLE[1], MAILS[1], "Harbour Stores",
     STAFF[1], "solved", "urgent", "2026-02-12 08:11:00"],
    ["T2", "Paper roll", "Which size of paper fits?", PEOPLE[2], MAILS[2], "Linden Market",
     STAFF[1], "open", "low", "2026-02-14 09:00:00"],
]  # fmt: skip
OPPORTUNITIES = [
    ["Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount", "Probability (%)",
     "Close Date", "Opportunity Owner", "Lead Source", "Primary Contact"],
    ["006A", "Harbour 12 tills", "Harbour Stores", "Closed Won", "48000", "100", "2026-01-20",
     STAFF[0], "Trade fair", PEOPLE[0]],
    ["006B", "Linden refresh", "Linden Market", "Proposal/Price Quote", "9000", "60", "2026-05-30",
     STAFF[0], "Web", PEOPLE[2]],
    ["006C", "Nordkauf pilot", "Nordkauf GmbH", "Closed Lost", "30000", "0", "2026-02-28",
     STAFF[0], "Partner", PEOPLE[3]],
]  # fmt: skip
ACTIVITIES = [
    ["Subject", "Type", "Date", "Company / Account", "Name", "Title", "Assigned", "Call Result",
     "Status", "Comments"],
    ["Call", "Call", "1/14/2026", "Harbour Stores", PEOPLE[0], "Head of IT", STAFF[0], "Connected",
     "Completed", "Wants an offer"],
    ["Email: your offer", "Email", "1/16/2026", "Harbour Stores", PEOPLE[0], "Head of IT", STAFF[0],
     "", "Completed", ""],
    ["Visit at head office", "Meeting", "2/2/2026", "Nordkauf GmbH", PEOPLE[3], "Einkauf", STAFF[0],
     "", "Completed", "Asked for a pilot"],
    ["Send Letter", "Task", "2/20/2026", "Linden Market", PEOPLE[2], "Owner", STAFF[0], "",
     "Open", ""],
]  # fmt: skip
GERMAN_ACTIVITIES = [
    ["Betreff", "Aktivitätstyp", "Datum", "Firma", "Kontakt", "Funktion", "Zuständig", "Ergebnis"],
    ["Angebot", "Telefonat", "14.01.2026", "Harbour Stores", PEOPLE[0], "Leitung IT", STAFF[0],
     "erreicht"],
    ["Rundgang", "Besuch", "20.01.2026", "Nordkauf GmbH", PEOPLE[3], "Einkauf", STAFF[0], "offen"],
]  # fmt: skip
WEB = [
    ["event_date", "event_timestamp", "event_name", "page_path", "user_pseudo_id",
     "ga_session_id", "account_id", "device_category", "city"],
    ["20260301", "1772355600000000", "page_view", "/pricing", "88.1", "1", "A-001", "desktop",
     "Bremen"],
    ["20260302", "1772442000000000", "file_download", "/manuals", "88.2", "2", "A-003", "mobile",
     "Kiel"],
    ["20260302", "1772442060000000", "page_view", "/support", "88.2", "2", "A-003", "mobile",
     "Kiel"],
]  # fmt: skip
USAGE = [
    ["Account ID", "Feature", "Month", "Event count", "Active users"],
    ["A-001", "Checkout", "2026-01", "1200", "14"],
    ["A-001", "Reports", "2026-01", "31", "2"],
    ["A-002", "Checkout", "2026-01", "140", "1"],
    ["A-003", "Checkout", "2026-02", "640", "8"],
]  # fmt: skip
VISITS_LONG = [
    ["Visit ID", "Visit date", "Store", "Account ID", "Mystery shopper", "Checklist item", "Met",
     "Comment"],
    ["V1", "2026-03-05", "Store 12", "A-001", VISITORS[0], "Greeted within a minute", "yes",
     "Friendly"],
    ["V1", "2026-03-05", "Store 12", "A-001", VISITORS[0], "Till opens at once", "no",
     "Had to wait; Vera Quick asked twice"],
    ["V1", "2026-03-05", "Store 12", "A-001", VISITORS[0], "Receipt readable", "n.a.", ""],
    ["V2", "2026-03-06", "Store 3", "A-003", VISITORS[1], "Greeted within a minute", "yes", ""],
    ["V2", "2026-03-06", "Store 3", "A-003", VISITORS[1], "Till opens at once", "yes", ""],
]  # fmt: skip
VISITS_WIDE = [
    ["Besuchsdatum", "Filiale", "Kundennummer", "Testkunde", "Begrüßung freundlich",
     "Kasse sofort frei", "Beleg lesbar", "Sauberkeit (1-5)", "Bemerkung"],
    ["05.03.2026", "Filiale Kiel", "A-003", VISITORS[0], "ja", "nein", "ja", "4",
     "Lange Schlange an der Kasse"],
    ["06.03.2026", "Filiale Bonn", "A-003", VISITORS[1], "ja", "ja", "k.A.", "5", ""],
]  # fmt: skip
FIELD_NOTES = [
    ["observation_id", "account_id", "role", "observed_on", "touchpoint", "code_kind", "code",
     "note"],
    ["O-1", "A-001", "user", "2026-03-18", "Daily use", "pain", "screen hard to read",
     "Shields the screen with a hand (6 times in one hour)."],
]  # fmt: skip


def as_csv(rows, *, mark=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def every_export():
    """File name -> bytes: one file of each kind, written as awkwardly as offices do."""
    return {
        "accounts.csv": as_csv(ACCOUNTS),
        "nps-survey.csv": as_csv(qualtrics_rows(), encoding="utf-8-sig"),
        "pulse.xlsx": as_xlsx(qualtrics_rows(import_ids=False)),
        "service-survey.csv": as_csv(surveymonkey_rows()),
        "umfrage.csv": as_csv(GERMAN_SURVEY, mark=";", encoding="cp1252"),
        "g2-export.csv": as_csv(REVIEWS, encoding="utf-8-sig"),
        "complaints.csv": as_csv(COMPLAINTS, mark=";"),
        "helpdesk.csv": as_csv(TICKETS),
        "pipeline.csv": as_csv(OPPORTUNITIES),
        "sf-activities.csv": as_csv(ACTIVITIES),
        "aktivitaeten.csv": as_csv(GERMAN_ACTIVITIES, mark=";", encoding="utf-8-sig"),
        "ga4.csv": as_csv(WEB),
        "feature-usage.csv": as_csv(USAGE),
        "mystery-shopping.csv": as_csv(VISITS_LONG),
        "testkaeufe.csv": as_csv(VISITS_WIDE, mark=";", encoding="utf-8-sig"),
        "field-notes.csv": as_csv(FIELD_NOTES),
    }
