"""What people of the made-up world say and write: sentences with slots, by what they are about.

Slots: {day} a weekday, {n} a small number, {hours} hours, {device} a device, {shop} the account's
name, {time} a time of day, {person} a first name. Keys are codes of pains, gains and needs, or
touchpoint ids for what is said without a code.
"""

from typing import Final

from cxworkbench.worlds.chance import Chance

SLOTS: Final = {
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "n": ("two", "three", "four", "five", "six", "a dozen"),
    "hours": ("40 minutes", "an hour", "two hours", "half a day", "the whole morning"),
    "device": ("till 1", "till 3", "the second terminal", "the handheld", "the till by the door",
               "our only till", "the self-checkout"),
    "time": ("8:10", "9:40", "half past eleven", "just before one", "16:20", "closing time"),
    "person": ("Ruth", "Theo", "Noor", "Eoin", "Petra", "Malik", "Hanna"),
}  # fmt: skip

PAIN_TEXTS: Final = {
    "Sales data arrive late or twice": (
        "{day}'s takings reached the stock system on the day after, and then all of it twice.",
        "We have {n} sales booked double again. Our bookkeeper takes them out by hand.",
        "The till says sold, the web shop still shows it in stock. We had to refuse {n} customers.",
        "Transfer to the accounts stopped at {time} and nobody told us until the week was closed.",
        "Since the last change the daily file comes empty and the real one comes {hours} later.",
        "Ledgerline says it is the terminal, you say it is Ledgerline. Meanwhile we type it in.",
        "Stock is wrong every {day} because the night's sales come in after the count.",
        "The auditors asked why {n} days are in there twice. I had no answer.",
        "Head office sees our numbers a day late and orders on old figures.",
        "Returns go through, the sales they belong to do not. {person} keeps a paper list now.",
        "I spend {hours} every week comparing till rolls with what arrived. That is not my job.",
        "Voucher sales from {device} never made it across, only card and cash did.",
    ),
    "A part is missing on installation day": (
        "The engineer came, the tills came, the cable set did not. He left after {hours}.",
        "Everything was on the counter except the power units. We sold from a cash box on {day}.",
        "Boxes said one of {n}, the last one turned up {n} days later with another carrier.",
        "The software keys were not there, so {n} new tills stood dark for the week.",
        "Two deliveries, two carriers, and the receipt printers were in neither.",
        "We had closed the shop for it. Then the mount for {device} was missing.",
        "Your fitter was good. He had nothing to fit: the readers were still in a depot.",
        "Nobody checks whether all parts have arrived before the fitter sets off. We paid twice.",
        "For the third branch in a row something was not in the box.",
        "Installation had to be moved by two weeks because the configuration was not loaded.",
        "The scanner stands came, without the scanners. {person} sent photos the same day.",
    ),
    "Nobody answers while a till stands still": (
        "{device} down since {time}. I have been in the queue for {hours}. I have one till!",
        "Called {n} times on {day}. Music, then the line drops.",
        "On a Saturday nobody picks up. That is when we earn our money.",
        "I wrote at {time} and got an answer the next evening. We had closed by then.",
        "Please, somebody ring us. People are leaving their baskets and going.",
        "We are small, I know. But {hours} of waiting with a dead till is a day's profit.",
        "First line takes the details again each time and then says someone will call. No call.",
        "The portal says 'in progress'. {device} says nothing at all. For {hours} now.",
        "My daughter took payments on her phone because the hotline did not answer.",
        "When the till hangs I need a person within minutes, not a number in a list.",
        "If {person} had not given me a private number I would still be waiting.",
    ),
    "Card reader drops the connection": (
        "Reader at {device} loses the line about {n} times a day, back after a restart.",
        "Contactless fails and the customer has to put the card in. It is small but it is daily.",
        "Card reader offline between {time} and lunch. Works again now.",
        "Reader asks for pairing each morning.",
        "Payments hang on 'connecting' whenever the kitchen printer is busy.",
    ),
    "Receipts print badly": (
        "Receipts come out grey on {device}. New roll did not help.",
        "The logo on the receipt is cut off since {day}.",
        "Printer feeds {n} blank slips after each receipt.",
        "Paper cover does not close properly any more.",
    ),
    "Invoice does not match the order": (
        "Invoice lists {n} readers, we have one fewer. Please correct.",
        "We were billed for the training that was part of the package.",
        "Which branch is this invoice for? There is no order number on it.",
        "Two invoices for the same service month. Finance holds both back.",
        "The discount from the quote is not on the bill.",
    ),
    "Update comes during opening hours": (
        "{device} restarted for an update at {time} with a queue in front of it.",
        "Could updates please wait until we are closed?",
        "The update asked for a password that only {person} has, in the middle of service.",
        "After the update the buttons for vouchers were somewhere else.",
    ),
    "Delivery date moves without notice": (
        "Was to come on {day}, did not. The tracking page said nothing.",
        "The carrier rang at {time} to say he is outside. We were told next week.",
        "Third new date for the same {n} boxes.",
        "We had someone wait {hours} for a delivery that had been moved.",
    ),
    "Replacement has to be set up by ourselves": (
        "The spare is here, but it knows nothing of our prices. Who loads them?",
        "Fine that it came quickly. Then I spent {hours} typing in settings.",
        "The replacement had the layout of another shop on it.",
    ),
    "Login and rights are hard to get": (
        "New colleague still has no access to the order portal after {n} days.",
        "Password link expires before the mail arrives.",
        "{person} left us, but is still the only one who may order.",
    ),
    "Prices in the tool and in the quote differ": (
        "The tool said one price, the quote is higher by the mounts. Which is right?",
        "Quote has {n} services we did not choose.",
        "Please explain line {n} of the quote, it was not in the configuration.",
    ),
}

GAIN_TEXTS: Final = {
    "The trainer stays until everyone can do it": (
        "{person} stayed until even our Saturday helpers could do a return. Wonderful.",
        "The trainer asked who was still afraid of the till. Two hands. She stayed for them.",
        "We rang up pretend sales until nobody laughed any more. Best part of the whole thing.",
        "He wrote us a card for the day's end, in our words. It still hangs by {device}.",
        "Not a slide in sight. We practised on our own goods.",
        "My oldest colleague was against the change. After the training she teaches others.",
        "They came back on {day} for the late shift, without being asked.",
    ),
    "The replacement is there next morning": (
        "Broke at {time}, the new one stood here before we opened. Hats off.",
        "Swap came with the return label already on it. Took {n} minutes.",
        "I have never seen a device exchanged so fast.",
        "The driver waited and took the broken one along. One less thing to think about.",
        "Rang on {day}, unpacked it the next morning, carried on selling.",
        "A replacement overnight, over a bank holiday. I had not expected that.",
    ),
    "The test till convinced our own staff": (
        "Letting {person} ring up a sale herself did more than any brochure.",
        "They brought a till that already had our prices on it.",
        "After the demonstration the shop floor asked when it comes, not whether.",
    ),
    "One clear page of prices": (
        "One page, all prices, no asterisks. I printed it for my father.",
        "I could see at once what a second till would cost us.",
    ),
    "The driver carries it to the counter": (
        "The driver carried all {n} boxes down the steps to the counter.",
        "Good driver. He rang ahead and unpacked with us.",
    ),
}

NEED_TEXTS: Final = {
    "Know the day before what will arrive": (
        "tp-delivery",
        (
            "Just tell me the day before what comes and with whom. Then I can plan.",
            "I need to know by {day} evening whether all of it is on the van.",
            "We close the shop for you. A list of what will be in the boxes is not too much.",
        ),
    ),
    "One person who answers for all parts": (
        "tp-order",
        (
            "I do not want to know who makes what. One person who answers for all of it.",
            "Tills from you, software from them, boxes from a third. I need one name.",
            "Give me one number for terminal, software and carrier.",
        ),
    ),
    "Figures to show our own management": (
        "tp-quote",
        (
            "I need a page that my management understands: what it costs, what it saves.",
            "Help me with the numbers for the people who sign. I carry them up alone.",
        ),
    ),
    "Somebody at hand on the first Saturday": (
        "tp-first-busy-day",
        (
            "Have somebody by the phone who knows we opened today.",
            "One of yours in the shop for the first Saturday would be worth more than a discount.",
        ),
    ),
    "Hear honestly how others fare": (
        "tp-peer-talk",
        (
            "I wanted to hear from a shop of our size, with the bad parts too.",
            "A visit to a branch that already runs on it would have saved us {n} meetings.",
        ),
    ),
}

ACTION_TEXTS: Final = {
    "tp-trade-fair": (
        "We went to the fair with a list and came home with {n} cards.",
        "I tried to break the till on the stand. Did not manage.",
    ),
    "tp-website": (
        "We read the product pages in the evening, after closing.",
        "I looked for the size of the counter mount and found it on the third page.",
    ),
    "tp-peer-talk": (
        "I rang my cousin, she has had those tills for years.",
        "We asked around at the traders' breakfast. {n} of them said yes, one said never again.",
        "In our owners' chat I asked who has switched and what it was like.",
        "I stood in another shop and watched them close the day.",
    ),
    "tp-demo": ("We let {person} and the trainees try it for {hours}.",),
    "tp-configurator": ("I put it together three times until the sum fitted the budget.",),
    "tp-quote": ("I laid your quote next to {n} others and marked what is missing in each.",),
    "tp-order": ("We ordered in the portal and blocked the {day} for the changeover.",),
    "tp-delivery": ("I counted the boxes in the corridor and signed.",),
    "tp-installation": ("We emptied the counter the night before.",),
    "tp-data-transfer": ("We ran old and new side by side for {n} weeks and compared.",),
    "tp-training": ("Everybody had {hours} at the till, in turns.",),
    "tp-first-busy-day": ("We doubled the staff for the first Saturday, just in case.",),
    "tp-support": ("I look in the portal first, then I ring.",),
    "tp-exchange": ("We keep one spare reader in the drawer since then.",),
    "tp-invoice": ("Every bill is matched with the order by hand.",),
    "tp-renewal": ("Before we renewed we had another offer on the table.",),
}

BUSY_DAY_TEXTS: Final = {
    True: (
        "First Saturday: {n} tills, all stuck at {time}. I sent people home. You do not forget it.",
        "The queue went out of the door and the tills asked for an update.",
        "We went back to the old tills at {time}. In front of everyone.",
        "After that {day} my people stopped trusting the thing.",
        "It was our busiest day of the year and we took cash out of a biscuit tin.",
    ),
    False: (
        "We opened, people paid, nobody noticed anything. That is the highest praise I have.",
        "First busy day went through without a hitch. From then on it was our till.",
        "I was nervous until {time}. Then I went and had a coffee.",
        "The Saturday was fine, even the returns. We knew then that it was right.",
    ),
}

COMMENT_TEXTS: Final = {
    "tp-trade-fair": ("Nice stand, but nobody there knew about small shops.",
                      "Good talk at the fair, and the card was not lost."),
    "tp-website": ("Hard to see which reader fits which till.",
                   "Pages are fine. Prices would be better."),
    "tp-demo": ("The demonstration was to the point.",
                "More time at the till, less at the screen."),
    "tp-quote": ("Quote is readable. Terms are not.",
                 "Quick answer to our questions on the quote."),
    "tp-delivery": ("All boxes on time here.", "Please deliver before opening hours."),
    "tp-installation": ("Fitter was friendly and left it clean.",
                        "Plan an hour more for old counters like ours."),
    "tp-data-transfer": ("Works since the second week.", "Who is in charge of the interface?"),
    "tp-training": ("Could have been longer for new people.", "Training with our own goods: good."),
    "tp-support": ("Depends on who picks up.", "Friendly, once you get through."),
    "tp-invoice": ("Put the branch on the invoice, please.", "No complaints about the billing."),
    "tp-renewal": ("Would like to hear from you before the contract is nearly over.",
                   "Fair talk, no pressure."),
}  # fmt: skip

OTHER_TONGUES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "DE": {
        "Sales data arrive late or twice": (
            "Die Umsätze vom Samstag kamen doppelt in der Warenwirtschaft an. Schon wieder.",
            "Die Übertragung hängt seit gestern, die Buchhaltung fragt nach.",
        ),
        "Nobody answers while a till stands still": (
            "Seit einer Stunde in der Warteschleife, und die Kasse steht. Das geht so nicht.",
            "Samstags erreicht man niemanden. Für uns ist das der wichtigste Tag.",
        ),
        "A part is missing on installation day": (
            "Der Techniker war da, die Netzteile nicht. Wir mussten früher schließen.",
            "Wieder fehlte ein Karton. Wer prüft das eigentlich vorher?",
        ),
    },
    "AT": {
        "Nobody answers while a till stands still": (
            "Bitte um Rückruf, die Kassa geht seit der Früh nicht.",
        ),
    },
    "ES": {
        "Nobody answers while a till stands still": (
            "Llevamos una hora esperando y la caja sigue parada. ¿Hay alguien ahí?",
        ),
        "Sales data arrive late or twice": ("Las ventas del sábado han llegado dos veces.",),
    },
    "FR": {
        "A part is missing on installation day": (
            "Le technicien était là, mais il manquait les câbles. On a fermé pour rien.",
        ),
        "Invoice does not match the order": ("La facture ne correspond pas à notre commande.",),
    },
}

SIGN_OFFS: Final = (
    "",
    "",
    "",
    "",
    " Thanks, {person}.",
    " Please ring me on {phone}.",
    " Best to answer to {mail}.",
    " Regards, {name}",
)

SEEN_TEXTS: Final = {
    "tp-website": ("Searched for a till for a small café: {n} clicks to a price, then a form.",
                   "Product page opens quickly on a phone; the comparison does not fit on it."),
    "tp-trade-fair": ("Waited {n} minutes at the stand; two people talked to each other.",
                      "Greeted at once, asked about our counter before any device was shown."),
    "tp-delivery": ("Driver left the boxes at the back door, nobody signed.",
                    "Delivery came inside the hour that was given."),
    "tp-training": ("Trainer let each person do a sale, a return and a voucher.",
                    "Group of {n}, one till: half of them watched."),
    "tp-first-busy-day": ("Queue of {n} at {time}; staff looked for the voucher key.",
                          "Calm shop, tills quick, one question to the hotline, answered."),
    "tp-support": ("Test call at {time}: answered after {n} minutes, solved in the first talk.",
                   "Test call on {day}: put through twice, then asked to write."),
    "tp-exchange": ("Parcel with the spare held label, tape and a one-page guide.",),
}  # fmt: skip


def sentence(chance: Chance, template: str, **known: str) -> str:
    """The template with its slots filled, each from its list unless it is given."""
    drawn = {slot: chance.pick(words) for slot, words in SLOTS.items()}
    filled = template.format(**(drawn | known))
    return filled[:1].upper() + filled[1:]


def pain_sentence(chance: Chance, code: str, country: str) -> str:
    """What somebody says about a pain, now and then in the country's own language."""
    own = OTHER_TONGUES.get(country, {}).get(code, ())
    return sentence(chance, chance.pick(own if own and chance.yes(0.6) else PAIN_TEXTS[code]))
