"""Words from which the made-up world's companies and people are named; none means a real one."""

from typing import Final

FIRST_NAMES: Final = (
    "Aisling", "Amara", "Anneke", "Beatriz", "Björn", "Caoimhe", "Chidi", "Clara", "Daan",
    "Dilnoza", "Edith", "Eoin", "Fatima", "Felix", "Femke", "Gemma", "Hanna", "Hugo", "Imran",
    "Inés", "Isolde", "Jakub", "Jürgen", "Kofi", "Lars", "Leonie", "Liam", "Lucía", "Maeve",
    "Malik", "Margit", "Mateo", "Mei", "Nadia", "Niamh", "Noor", "Olwen", "Oskar", "Padraig",
    "Petra", "Priya", "Quentin", "Ravi", "René", "Rosalind", "Ruth", "Samir", "Saoirse", "Sigrid",
    "Søren", "Tadeusz", "Tamsin", "Theo", "Ulrike", "Viktor", "Wanda", "Xavier", "Yusuf", "Zoë",
    "Zuzana",
)  # fmt: skip
LAST_NAMES: Final = (
    "Abernathy", "Adeyemi", "Almeida", "Ashgrove", "Bakker", "Barrowclough", "Brannigan",
    "Castellanos", "Chaudhry", "Corrigan", "Cresswell", "Dahlgren", "Delacourt", "Donnellan",
    "Eberhardt", "Espinosa", "Farquharson", "Fennimore", "Galloway", "Grünwald", "Haldane",
    "Hoekstra", "Ibsen", "Jankowski", "Keogh", "Kowalczyk", "Lindqvist", "Lockhart", "Marchetti",
    "Mbeki", "Mulvaney", "Nakamura", "Nußbaum", "O'Driscoll", "Okafor", "Oyelaran", "Pemberton",
    "Quigley", "Rasmussen", "Rothwell", "Sandoval", "Schönfeld", "Tarrant", "Thackeray", "Ubeda",
    "Vandermeer", "Vasquez", "Whitlock", "Winterbourne", "Ypma", "Zeller",
)  # fmt: skip
PLACE_WORDS: Final = (
    "Ashmere", "Birchwick", "Calderbrook", "Dunmarrow", "Elmsworth", "Farrowdale", "Glenholt",
    "Hartsfell", "Inverlea", "Kingsmarsh", "Larkhaven", "Millbeck", "Norholm", "Ottersby",
    "Penwhistle", "Queensferrow", "Rookhurst", "Saltmere", "Thornaby Vale", "Underhythe",
)  # fmt: skip
CHAIN_WORDS: Final = (
    "{family} & {place} Stores", "{family} Home and Garden {place}", "{family} Pharmacies {place}",
    "{family} Shoe Market {place}", "{family} Books and Toys {place}",
    "{family} Food Halls {place}",
)  # fmt: skip
FRANCHISE_WORDS: Final = (
    "Pip & Pantry {place} ({family})", "Brightway Optics {place} ({family})",
    "Loafworks {family} {place}", "Paws and Co. {place} ({family})",
)  # fmt: skip
HOSPITALITY_WORDS: Final = (
    "The {place} Arms ({family})", "Café {family} {place}", "Hotel {family} am {place}",
    "{family}'s Fish Bar {place}", "{place} Brewhouse ({family})",
)  # fmt: skip
INDEPENDENT_WORDS: Final = (
    "{family} Hardware {place}", "{family} & Daughters, {place}", "{place} Cycles ({family})",
    "{family} Butchers {place}", "{place} Wool Shop ({family})", "{family} Records {place}",
    "{place} Farm Shop ({family})", "{family} Stationers {place}",
)  # fmt: skip
