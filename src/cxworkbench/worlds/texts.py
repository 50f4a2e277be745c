"""What people of the made-up world say and write: texts with slots, by what they are about.

Slots: {day} a weekday, {n} a small number, {hours} hours, {device} a device, {time} a time of day,
{person} a first name. Keys are codes of gains and needs, or touchpoint ids for what is said
without a code.
"""

from typing import Final

SLOTS: Final = {
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "n": ("two", "three", "four", "five", "six", "a dozen"),
    "hours": ("40 minutes", "an hour", "two hours", "half a day", "the whole morning"),
    "device": ("till 1", "till 3", "the second terminal", "the handheld", "the till by the door",
               "our only till", "the self-checkout"),
    "time": ("8:10", "9:40", "half past eleven", "just before one", "16:20", "closing time"),
    "person": ("Ruth", "Theo", "Noor", "Eoin", "Petra", "Malik", "Hanna"),
}  # fmt: skip

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
        "{person} at the shop next door let me try hers for {hours}.",
        "Our association keeps a list of who uses what. We rang {n} of them.",
        "I asked in the queue at the wholesaler's. You hear the truth there.",
        "A former colleague is now with another chain; he told me what went wrong there.",
        "We read what {n} others had written, and did not believe half of it.",
        "Two owners I know have them. One loves the tills, one hates the hotline.",
    ),
    "tp-demo": (
        "We let {person} and the trainees try it for {hours}.",
        "I had {n} awkward sales ready and made them ring up all of them.",
    ),
    "tp-configurator": (
        "I put it together three times until the sum fitted the budget.",
        "{person} and I went through the tool one evening, for {hours}.",
    ),
    "tp-quote": (
        "I laid your quote next to {n} others and marked what is missing in each.",
        "I rang to ask what line {n} means, then took it to {person}.",
    ),
    "tp-order": (
        "We ordered in the portal and blocked the {day} for the changeover.",
        "{person} ordered, I asked for the date twice.",
    ),
    "tp-delivery": (
        "I counted the boxes in the corridor and signed.",
        "{person} came in on {day}, on a day off, to take the boxes in.",
    ),
    "tp-installation": (
        "We emptied the counter the night before.",
        "We closed at {time} so that the fitter had room.",
    ),
    "tp-data-transfer": ("We ran old and new side by side for {n} weeks and compared.",),
    "tp-training": (
        "Everybody had {hours} at the till, in turns.",
        "{person} took notes and made us a sheet for beside the till.",
    ),
    "tp-first-busy-day": (
        "We doubled the staff for the first Saturday, just in case.",
        "I stood by {device} myself until {time}.",
    ),
    "tp-support": (
        "I look in the portal first, then I ring.",
        "{person} has the number on a sticker under {device}.",
    ),
    "tp-exchange": (
        "We keep one spare reader in the drawer since then.",
        "I packed it in the box the new one came in.",
    ),
    "tp-invoice": (
        "Every bill is matched with the order by hand.",
        "I put the bills aside and do them all on one {day}.",
    ),
    "tp-renewal": (
        "Before we renewed we had another offer on the table.",
        "{person} and I made a list of what had gone well and what had not.",
    ),
}

BUSY_DAY_TEXTS: Final = {
    True: (
        "First Saturday: {n} tills, all stuck at {time}. I sent people home. You do not forget it.",
        "The queue went out of the door and the tills asked for an update.",
        "We went back to the old tills at {time}. In front of everyone.",
        "After that {day} my people stopped trusting the thing.",
        "It was our busiest day of the year and we took cash out of a biscuit tin.",
        "{n} customers left their baskets at the counter. {person} cried.",
        "By {time} we had given up on {device}. My boss has not forgotten it either.",
        "Everything that could hang did hang, from {time} until we closed.",
    ),
    False: (
        "We opened, people paid, nobody noticed anything. That is the highest praise I have.",
        "First busy day went through without a hitch. From then on it was our till.",
        "I was nervous until {time}. Then I went and had a coffee.",
        "The Saturday was fine, even the returns. We knew then that it was right.",
        "{person} ran {device} alone until {time}. No queue.",
        "We had {n} people on standby and sent them home at {time}.",
        "Quicker than the old tills, and that on the busiest {day} of the month.",
        "One question to the hotline at {time}, answered, done.",
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

PRAISE_TAILS: Final = (
    "", "", "", "", " Please tell them.", " I have told others about it.", " Keep it that way.",
    " {person} says so too.", " That is rare.", " It saved us {hours}.",
    " We had not asked for it.", " More of that.",
)  # fmt: skip
COMMENT_TAILS: Final = (
    "", "", "", " That is all.", " Thank you for asking.", " Others may see it differently.",
    " It matters to us.", " {person} in our shop agrees.", " Was better last year.",
    " Was worse last year.", " You asked.",
)  # fmt: skip

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
    "tp-exchange": ("Parcel with the spare held label, tape and a one-page guide.",
                    "{person} swapped {device} while serving; {n} people waited."),
}  # fmt: skip
