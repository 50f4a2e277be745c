"""What people of the made-up world complain of: texts with slots by pain, as in `worlds.texts`."""

from typing import Final

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

OTHER_TONGUES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "DE": {
        "Sales data arrive late or twice": (
            "Die Umsätze vom Samstag kamen doppelt in der Warenwirtschaft an. Schon wieder.",
            "Die Übertragung hängt seit gestern, die Buchhaltung fragt nach.",
            "Der Bestand stimmt nicht, weil die Verkäufe einen Tag zu spät kommen.",
            "Gutscheine fehlen in der Übertragung, Barverkäufe sind doppelt da.",
        ),
        "Nobody answers while a till stands still": (
            "Seit einer Stunde in der Warteschleife, und die Kasse steht. Das geht so nicht.",
            "Samstags erreicht man niemanden. Für uns ist das der wichtigste Tag.",
            "Kasse tot, Hotline besetzt, Laden voll. Was soll ich den Leuten sagen?",
            "Ich habe zweimal eine Nachricht hinterlassen. Zurückgerufen hat keiner.",
            "Eine Kasse, ein Laden, kein Rückruf. So macht das keine Freude.",
        ),
        "A part is missing on installation day": (
            "Der Techniker war da, die Netzteile nicht. Wir mussten früher schließen.",
            "Wieder fehlte ein Karton. Wer prüft das eigentlich vorher?",
            "Zwei Lieferungen, zwei Speditionen, und die Halterungen in keiner davon.",
            "Der Einbau fiel aus, weil die Lizenzschlüssel noch nicht da waren.",
        ),
    },
    "AT": {
        "Nobody answers while a till stands still": (
            "Bitte um Rückruf, die Kassa geht seit der Früh nicht.",
            "Die Hotline hebt nicht ab, und vor der Kassa stehen die Leute.",
            "Wir sind ein kleines Geschäft mit einer Kassa. Ohne die geht bei uns nichts.",
            "Heute zum dritten Mal angerufen. Es meldet sich niemand.",
        ),
    },
    "ES": {
        "Nobody answers while a till stands still": (
            "Llevamos una hora esperando y la caja sigue parada. ¿Hay alguien ahí?",
            "He llamado cuatro veces. Música y nada más.",
        ),
        "Sales data arrive late or twice": ("Las ventas del sábado han llegado dos veces.",),
    },
    "FR": {
        "A part is missing on installation day": (
            "Le technicien était là, mais il manquait les câbles. On a fermé pour rien.",
            "Encore un carton qui manque. Qui vérifie avant le départ ?",
        ),
        "Invoice does not match the order": ("La facture ne correspond pas à notre commande.",),
    },
}

# What stands before and after a complaint; often nothing does.
OPENERS: Final = (
    "", "", "", "", "", "Hello, ", "Good morning. ", "Again: ", "Second time this month: ",
    "As I said on the phone: ", "For the record: ", "Sorry to bother you again. ", "Urgent. ",
    "{person} from our team asked me to write. ", "No news yet on this? ",
)  # fmt: skip

COMPLAINT_TAILS: Final = (
    "", "", "", "", "", " It costs us customers.", " What happens next?", " Our people lose heart.",
    " Please sort it out before the weekend.", " I expect somebody to ring.",
    " Otherwise we are content.", " This cannot be how it is meant.", " {person} saw it too.",
    " It was like this in {n} of our shops.", " That took us {hours}.", " Who pays for that?",
    " It was not so with the old tills.", " Happy to show you.", " I have stopped counting.",
)  # fmt: skip

# By the country whose tongue a message is in; "" is English.
SIGN_OFFS: Final[dict[str, tuple[str, ...]]] = {
    "": ("", "", "", "", " Thanks, {person}.", " Please ring me on {phone}.",
         " Best to answer to {mail}.", " Regards, {name}", " {name}, {phone}"),
    "DE": ("", "", " Grüße, {name}", " Bitte um Rückruf unter {phone}."),
    "AT": ("", "", " Liebe Grüße, {name}"),
    "ES": ("", " Saludos, {name}"),
    "FR": ("", " Cordialement, {name}"),
}  # fmt: skip
