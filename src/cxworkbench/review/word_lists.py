"""Words by which a map shows that it was written from inside, sells, or says nothing."""

from typing import Final

from cxworkbench.review.phrases import Phrases, words_of

DEPARTMENTS: Final = Phrases("""
    sales, presales, pre-sales, marketing, finance, accounting, accounts receivable,
    receivables, billing, logistics, operations, back office, backoffice, front office, order
    desk, order entry, order management, customer success, customer care, customer service,
    product management, engineering, r&d, underwriting, credit control, controlling, dispatch,
    dispatching, fulfilment, fulfillment, provisioning, master data, legal, compliance, hr,
    human resources, procurement, purchasing, it department, the department, department, dept,
    business unit, division, second level, first level, tier 1, tier 2, tier one, tier two, l1,
    l2, quality assurance, qa, claims handling, dunning, treasury, warehouse team, support team,
    service team, account management, key account, inside sales, field sales, demand generation,
    bdr, sdr, implementation team, onboarding team, project office, pmo, work preparation,
    planning team, production planning, customer operations, partner management, revenue
    operations, credit department, field service, call centre agents, collections team, risk
    department, shipping department, scheduling team, customer operations team, tech support,
    technical support, second line, first line, third line, 1st level, 2nd level, 3rd level,
    sales operations, sales ops, sales support, help desk team, contact centre,
    contact center, complaints team, claims team, billing team, sales team, legal team,
    order processing, order desk team, application engineering, key accounts, channel sales,
    bid team, bid management, delivery management, returns department, product team
""")
OF_DATA: Final = Phrases("""
    report of sales, sales report, sales reports, list of sales, sales data, sales figures,
    sales numbers, sales floor, sales tax, legal terms, legal text,
    shipping date, shipping costs, shipping note, marketing claims, at risk,
    a risk, the risk, risk of
""")
SYSTEMS: Final = Phrases("""
    crm, erp, sap, salesforce, hubspot, dynamics, servicenow, jira, zendesk, oracle, marketo,
    workday, cpq, pim, dms, lms, wms, mes, plm, siebel, freshdesk, netsuite, pardot, sharepoint,
    confluence, eloqua, pipedrive, zoho, s/4hana, s4, navision, peoplesoft, genesys, cti, ivr,
    ticketing system, ticket system, workflow system, order system, billing system, core system,
    policy system, data warehouse, datev, sugarcrm, intershop, magento, sitecore, gainsight,
    totango, marketing automation, booking engine, backend, back-end, mainframe, ticket queue,
    case management system, tms, cms, oms, hris, rpa, lead database, master record, mdm,
    customer database, account record, crm record, opportunity record
""")
FUNNEL: Final = Phrases("""
    lead qualif*, lead generat*, lead scor*, lead nurtur*, lead captur*, lead intake, lead
    handling, lead management, lead conver*, lead assign*, lead rout*, lead follow-up, qualif*
    lead*, qualif* prospect*, new lead, new leads, hot lead, hot leads, warm lead, warm leads,
    cold lead, the lead, a lead is, leads are, lead is, lead becomes, inbound lead*, prospect,
    prospects, prospecting, suspects, mql, sql, sal, pipeline, funnel, nurture, nurturing,
    conversion, conversion rate, converted, convert to, upsell, upselling, up-sell, up-selling,
    cross-sell, cross-selling, crosssell, customer acquisition, acquisition, retention, churn,
    churned, churns, churn prevention, target group, target audience, closed won, closed lost,
    deal closing, close the deal, deal stage, win rate, opportunity won, opportunity created,
    opportunity stage, qualified opportunit*, sales opportunit*, sales-ready, sales ready, sales
    accepted, opportunity management, opportunity qualif*, bant, campaign, campaigns,
    customer base, share of wallet, wallet share, monetis*, monetiz*, reactivat* customers,
    mofu, bofu, tofu, upsold, cross-sold, closing stage, awareness phase, consideration phase,
    decision phase, conversion phase, consideration stage, awareness stage, conversion stage,
    loyalty stage, loyalty phase, win-back segment, win-back campaign,
    win-back list, winback, of the opportunity, trial to paid, free to
    paid, trial conversion, top of funnel, bottom of funnel, lookalikes, remarket*, retarget*,
    dormant customers, customer lifetime value, demand gen, demand generation, call to action,
    cta, lookalike, audience targeting, objection handling, hand to sales, sales cycle, sales
    stage, touch cadence, outreach sequence, cold call, cold calls, cold calling, account
    penetration, land and expand, closing call, closing meeting, closing talk
""")
INSIDE_STAGES: Final = Phrases("""
    lead*, qualif*, acquisition, acquire, conversion, convert, closing, close, nurtur*, upsell*,
    up-sell*, cross-sell*, retention, retain, churn*, fulfil*, provision*, collections, dunning,
    order processing, order management, order entry, order handling, prospect*, targeting, presales,
    pre-sales, sales, marketing, after-sales, aftersales, monetis*, monetiz*, engage*, segmentation,
    pipeline*, contracting process, credit check, underwriting, kyc, account setup, case handling,
    invoicing, billing, handover to operations, handover to delivery, service delivery, delivery
    management, claims processing, intake, triage, outreach, demand*, activation, reactivation,
    account management, ticket handling, complaint handling, dispatch*, production, manufacturing,
    logistics, outbound, inbound, hypercare, rollout, roll-out, servicing, warehousing, shipping,
    goods issue, goods receipt, order-to-cash, order to cash, lead to cash, quote to cash,
    procure to pay, go-to-market, deployment, scoping, credit management,
    commissioning and billing, offboarding process, service operations, customer service process,
    bid management, tender processing, scheduling, capacity planning, contract management
""")
CHANNELS: Final = Phrases("""
    website, web, site, phone, telephone, call, email, e-mail, mail, letter, post, chat, chatbot,
    app, portal, meeting, meetings, visit, video, sms, fax, newsletter, hotline, shop, store,
    person, text, message, messages, conference, conferences, branch, online, offline, whatsapp,
    teams, zoom, webinar, linkedin, facebook, instagram, social, media, brochure, flyer, desk,
    counter, form, page, webpage, homepage, internet, document
""")
JOINING: Final = (
    "and", "or", "/", "by", "via", "the", "a", "on", "in", "on-site", "onsite",
    "personal", "face-to-face", "face", "to", "customer", "supplier", "sometimes", "rarely",
    "mostly", "often", "usually", "occasionally", "partly", "else", "if", "needed", "self-service",
    "as", "well", "then", "also", "either", "our", "their", "internal", "regular",
)  # fmt: skip
SOLUTIONS: Final = (
    "portal", "app", "chatbot", "bot", "dashboard", "api", "tool", "platform", "software", "system",
    "self-service", "workflow", "template", "hotline", "newsletter", "integration", "automation",
    "ai", "kiosk", "widget", "plug-in", "plugin", "configurator", "tracker", "calculator", "wizard",
    "module", "checklist", "helpline", "webshop", "training", "webinar", "faq", "wiki",
    "notification", "notifications", "alerts", "sensor", "sensors", "barcode", "interface", "crm",
    "manager", "helpdesk", "concierge", "app-based", "website", "playbook", "script", "database",
    "simulation", "tablet", "qr", "live-tracking", "tracking", "video-call", "simulator", "add-on",
    "extension", "hub", "cockpit", "scanner", "rfid", "blockchain", "copilot", "assistant",
    "reminder", "reminders", "subscription", "flat-rate", "configuration", "macro", "spreadsheet",
)  # fmt: skip
DOING: Final = (
    "implement", "introduce", "build", "launch", "roll", "automate", "install", "create", "develop",
    "deploy", "hire", "redesign", "migrate", "replace", "digitise", "digitize", "integrate",
    "standardise", "standardize", "set", "establish", "add", "provide", "offer", "train", "invest",
    "upgrade", "outsource", "streamline", "optimise", "optimize", "rebuild", "switch", "buy",
    "appoint", "extend", "simplify", "shorten", "send", "publish", "move", "give", "assign",
    "make", "use", "put", "start", "stop", "improve", "reduce", "bundle", "merge", "equip",
)  # fmt: skip
VAGUE: Final = Phrases("""
    bad, good, poor, slow, fast, better, best, worse, nice, easy, hard, difficult, problem,
    problems, issue, issues, quality, service, communication, experience, support, price,
    prices, frustration, frustrating, friction, unclear, complicated, complex, expensive, cheap,
    long, quick, simple, great, fine, ok, okay, lacking, missing, satisfaction, dissatisfaction,
    usability, ux, process, processes, response, reliability, trust, convenience, efficiency,
    transparency, flexibility, ease, speed, delays, delay, errors, error, costs, cost, time,
    information, satisfied, dissatisfied, unhappy, happy, annoying, confusing, cumbersome,
    inefficient, insufficient, inconvenient, unreliable, unprofessional, professional, value,
    general, generally, overall, very, too, more, less, not, no, really, quite, some, various,
    friendly, unfriendly, high, low, responsiveness, helpful, competent, staff, team, people,
    product, products, attitude, reliable, availability, performance, flexible, inflexible,
    transparent, waiting, times, consulting, advice, care, customer, user, experiences,
    works, work, well, takes, take, smooth, smoother, easier, faster, quicker, nicer, clearer,
    simpler, cheaper, lack, lacks, user-friendly, unpleasant, pleasant, positive, negative,
    enjoyable, improvable, optimal, suboptimal, acceptable, unacceptable, inconsistent, mediocre,
    terrible, awful, horrible, excellent, perfect, okayish, trouble, troubles, difficulties,
    hassle, stress, stressful, tedious, clumsy, clunky, messy, chaotic, useful, useless,
    interaction, interactions, handling, cooperation, collaboration, understanding, ideal,
    inadequate, unsatisfactory, problematic, mixed, logistics, installation, onboarding, delivery,
    coordination, organisation, organization, sales, meeting, meetings, contact, contacts,
    documentation, training, implementation, offer, offers, ordering, invoicing, improvement,
    improved, improve, potential, room, dissatisfying, satisfying, satisfactory, so-so, average
""")
SALES_TALK: Final = Phrases("""
    seamless*, world-class, world class, best-in-class, best in class, delightful, delight,
    delights, cutting-edge, cutting edge, state-of-the-art, state of the art, frictionless, wow,
    innovative, hassle-free, superior, award-winning, market-leading, market leading,
    industry-leading, industry leading, next-generation, next generation, effortless*, exceptional,
    unparalleled, unmatched, unrivalled, outstanding, stunning, amazing, incredible, unforgettable,
    magical, premium experience, tailor-made, tailored solution*, one-stop, turnkey,
    customer-centric, customer centric, excellence, first-class, first class, game-changing,
    game changer, revolutionary, unique experience, top-notch, flawless*, perfect experience,
    trusted partner, trusted advisor, partner of choice, leading provider, at its best, holistic*,
    exceed* expectations, exceed* the expectations, passionate, second to none, like no other,
    unlock* synergies, unlock* potential, unlock* value,
    touch of a button, push of a button, full transparency, entire value chain, whole value chain,
    one-stop-shop, peace of mind, with ease, end-to-end experience, at your fingertips, sets
    standards, set new standards, highest standards, highest quality, gold standard, high-end,
    added value, real value, maximum flexibility, fully integrated, smart solution*, future-proof,
    reliable partner, strong partner, strategic partner, from a single source, everything from one
    source, intuitive and, wow-effect, wow effect, raving, superb, brilliant, fantastic, turbo,
    unlock* growth, empower*, enchant*, thrill*, tailor-made solution*, unbeatable, ultimate
""")
LEADING: Final = Phrases("""
    obviously, clearly, of course, naturally, undoubtedly, needless to say, without doubt,
    no doubt, as everybody knows, as everyone knows, everybody knows, everyone knows, it is clear,
    as we all know, we all know, certainly, surely, evidently, it goes without saying, as expected,
    simply put, to put it simply, let's face it, let us face it, no wonder, unsurprisingly,
    not surprisingly, it is no secret, no secret that, to be honest, frankly, as we know,
    as anybody knows, any fool, self-evident, goes without saying,
    unquestionably, inevitably, admittedly, as usual, typically stubborn, plainly
""")
ABSOLUTES: Final = Phrases("""
    all customers, every customer, all clients, every client, all users, every user, all accounts,
    every account, all buyers, every buyer, all companies, every company, no customer, no client,
    no account, no user, nobody ever, everyone wants, everybody wants, everyone is, everybody is,
    everyone loves, everybody loves, everyone hates, everybody hates, everyone agrees,
    everybody agrees, everyone has, everybody has, everyone needs, everybody needs,
    customers always, customers never,
    clients always, clients never, users always, users never, always all, each and every,
    any customer, 100 %, no one ever, without exception, the whole market, all of them,
    all retailers,
    every plant, all plants, all firms, every firm, all hospitals, every hospital, all of us always
""")
JARGON: Final = Phrases("""
    ux, ui, p2p, o2c, kam, fcr, rca, b2b, cx, cxm, vmi, synerg*, leverage*, leveraging,
    touch base, stakeholder alignment, stakeholder management, omnichannel, omni-channel,
    multichannel, value proposition, usp, end-to-end, e2e, low-hanging fruit, paradigm*,
    go-to-market, gtm, enablement, deliverable*, actionable, bandwidth, best practice*,
    circle back, deep-dive session, ecosystem play, pain point*, digitali*,
    transformation journey, quick win*, ramp-up, ramp up phase, roadmap alignment, key learnings,
    learnings, mindset, operational excellence, proactiv*, scalab*, thought leader*, value chain,
    value add, value-add, value-added, verticals, win-win, core competenc*, kpi, kpis, sla, slas,
    okr, okrs, rollout plan, go-live phase, time-to-value, time to value, ttv, tco, roi, c-level,
    c-suite, capex, opex, eol, nda process, poc, mvp, msa, uat, onboarding funnel,
    customer-facing, customer facing, tooling, synergies, alignment, self-serve, touchpoint*,
    statement of work
""")
PLACEHOLDERS: Final = Phrases("""
    tbd, tbc, tba, todo, to do, lorem, ipsum, xxx, xx, to be defined, to be decided,
    to be confirmed,
    to be added, to be filled, to be completed, to follow, n / a, dummy, placeholder, asdf,
    fill in, fill me, insert text, insert here, text here, sample text, new touchpoint,
    new stage, new step, untitled, unnamed, no name, miscellaneous, blah
""")
NAMELESS: Final = Phrases("""
    misc, other, others, various, something, etc, blank, pending, test, ?, and, topics, items,
    touchpoints, things, general, diverse, stuff, rest, remaining, more
""")
BLAME: Final = Phrases("""
    lazy, stupid, careless*, incompeten*, unwilling*, stubborn*, negligen*, sloppy, ignoran*,
    user error, human error, operator error, customer error, their own fault, own fault, fault of,
    customer's fault, blame, to blame, do not read, does not read, don't read, doesn't read,
    never read, never reads, do not understand, does not understand, don't understand,
    doesn't understand, do not care, don't care, does not care, doesn't care, did not listen,
    not motivated, unmotivated, bad attitude, wrong attitude, lack of motivation,
    lack of discipline,
    too lazy, resist* change, resistant to change, lack of commitment, not committed, forgetful,
    forgot again, unprofessional, overstrained, overtaxed, unable to cope, not smart, uneducated,
    not think, does not think, doesn't think, do not think, don't think, did not think, didn't
    think, did not read, didn't read, have not read, has not read, pay attention, pays attention,
    paid attention, not paying attention, forgot it, simply forgot, just forgot, forget it, forgets
    to, forget to, keeps forgetting, always forgets, did not bother, didn't bother, do not bother,
    don't bother, can't be bothered, cannot be bothered, too slow to, too proud, arrogant, clueless,
    ignore* the, ignores, never listen*, do not listen, don't listen, does not listen, doesn't
    listen, not listening, impatient, chaotic people, hopeless, useless, bad manners, no idea what,
    make* mistakes, should know better, know no better, not bright, asleep, sleeping, dozing,
    too young, too old, inattentive, inattention, distracted, disorganised, disorganized, sulk*,
    lack of care, lack of interest, not interested in, uninterested, indifferent, laziness,
    carelessness, stupidity, stubbornness, does not take, do not take it, don't take it,
    lack of will, do not want to, don't want to, does not want to, doesn't want to, refuse to
""")
FEELINGS: Final = Phrases("""
    annoyed, angry, happy, unhappy, pleased, frustrated, worried, delighted, confused, relieved,
    disappointed, stressed, excited, overwhelmed, afraid, anxious, proud, nervous, glad, upset,
    satisfied, dissatisfied, irritated, furious, impatient, insecure, uneasy, hopeful, grateful,
    lose heart, loses heart, lost heart, look forward, looks forward, breathe again, breathe a sigh,
    sigh of relief, left alone, relief, frustration, anger, joy, disappointment, panic, anxiety,
    hold our breath, hold my breath, holding our breath, scared, fed up, terrified, tired of,
    sick of,
    keep our fingers crossed, cross our fingers, grit our teeth, nail-biting, bite our nails,
    lose patience, losing patience, lost patience, lose our temper, jittery, on edge, tense, dread,
    heart sinks, heart races, sleepless, can't sleep, cannot sleep, sweat, sweating, tremble,
    embarrassed, ashamed, ripped off, at a loss, bewildered, sceptical, skeptical, suspicious,
    bored, thrilled, desperate, surprised, curious, feel, feels, feeling, hate, hates, love, loves
""")
GOOD_WORDS: Final = frozenset(
    words_of(
        "pleased happy delighted relieved glad satisfied proud excited grateful hopeful confident "
        "calm content enthusiastic thankful enjoyed impressed reassured curious safe "
        "thrilled overjoyed "
        "relaxed comfortable secure supported valued respected trusted encouraged inspired "
        "motivated "
        "cheery upbeat serene composed reassuring appreciated understood light-hearted energised "
        "energized positive smiling lucky merry satisfied-enough confident-enough blissful "
        "elated cheerful joyful amazed charmed welcome fascinated optimistic eager touched trusting"
    )
)
GOOD_PHRASES: Final = Phrases("at ease, at peace, in good hands, over the moon, well looked after")
BAD_PHRASES: Final = Phrases("""
    fed up, let down, in despair, ill at ease, at a loss, left alone, taken in, put off, on edge,
    worn out
""")
BAD_WORDS: Final = frozenset(
    words_of(
        "annoyed angry unhappy frustrated worried confused disappointed stressed overwhelmed "
        "afraid anxious nervous upset dissatisfied irritated furious impatient insecure uneasy "
        "desperate sad helpless bored tired let-down fearful livid fuming heartbroken bitter "
        "disgusted cross sour outraged enraged resentful miserable ashamed scared alarmed shocked "
        "exasperated lost distrustful suspicious hurt humiliated embarrassed cheated fooled "
        "stuck drained lonely abandoned ignored neglected powerless trapped rushed hurried "
        "flustered "
        "torn wary doubtful uncertain unsure dejected crushed deflated miffed peeved aggrieved "
        "insulted betrayed terrified horrified appalled weary offended resigned discouraged "
        "demotivated irate mad puzzled baffled perplexed unsettled troubled concerned "
        "disillusioned "
        "exhausted dismayed gloomy sceptical skeptical tense hopeless indignant"
    )
)
DEMOGRAPHIC: Final = Phrases("""
    years old, year-old, aged, age, male, female, man, woman, married, single, divorced, children,
    kids, income, degree, graduate, lives in, urban, rural, millennial, boomer, gen x, gen z,
    generation, mba, university, hobby, hobbies, drives a, household, gender, born, family,
    mother, father, engineer by training, commutes, plays, golf, tennis, yoga, husband, wife,
    employees, turnover, headquarters, located in, based in, years of experience, salary,
    father of, mother of, in his, in her, thirties, forties, fifties, sixties
""")
DRIVEN: Final = Phrases("""
    want*, need*, buys, buy, decides, decide, uses, use, tries, worries, worry, afraid, goal,
    goals, expects, expect, prefers, prefer, asks, ask, compares, compare, avoids, avoid, fears,
    fear, hopes, orders, order, signs, sign, answers for, responsible, cares, checks, check, weighs,
    judges, looks for, seeks, depends, relies, has to, must, works with, runs, run, order*, needs,
    trust*, reads, calls, chooses, choose, keeps, keep, leaves, renews, renew, approves, approve
""")
AFTER_BUYING: Final = Phrases("""
    use, using, used, uses, operate, operating, operation, operations, work with, support,
    service, servicing, help, helped, renew, renewal, renewing, renewed, post-purchase,
    post-buy, run, running, live, maintain, maintenance, care, extend, extending, expand, grow,
    growing, leave, leaving, return, returns, repeat, reorder, re-order, everyday, every day,
    daily, repair, upkeep, stay, staying, live with, living, loyalty, advocate, advocacy,
    recommend, upgrade, end, ending, off-boarding, offboarding, win-back, claim, claims, refill,
    keep, keeping, wear, drive, trade, every night, each day, each night, every week, every
    month, every morning, every year, carried out, carry out, carry it out, delivered, deliver,
    delivery, work begins, working, after the, afterwards, go on, going on, together, once a
    year, a year in, each year, yearly, again, come again, look back
""")
BEFORE_BUYING: Final = Phrases("""
    aware, awareness, research, need, needs, look, looking, search, searching, notice, noticing,
    compare, comparing, consider, considering, consideration, discover, discovering, discovery,
    evaluate, evaluating, evaluation, decide, deciding, decision, choose, choosing, explore,
    exploring, learn, hear, hearing, find, finding, ask, asking, shortlist, think, thinking, plan,
    planning, select, selecting, selection, wish, problem, trigger, tender, quote, idea, curious,
    curiosity, want, wants, know, visit, visits, invite, wonder, wondering,
    try, trying, trial, test, testing, friend, tells, worry, feel,
    realise, realising, realize, realizing, see, weigh, weighing, orient, orientation, scout
""")
AT_PURCHASE: Final = Phrases("""
    order*, sign*, buy, buying, bought, purchase*, contract*, invoice*, bill*, pay, paying, payment,
    paid, deliver*, install*, kick-off, kickoff, kick off, onboard*, start, starts, starting, begin,
    begins, welcome, go-live, go live, set up, setup, set-up, hand over, handover, hand-over,
    upload*, fitting, fitted, first month, first week, first day, arrive, arrives, arrival, move in,
    receive*, activate*, unpack*, register, registration, implementation, roll-out, rollout
""")
DECIDING: Final = Phrases("""
    choose*, chosen, agree*, sign, signs, signed, signing, signature, decid*, decision*, order,
    orders, ordered, ordering, buy, buys, buying, bought, tender*, price*, offer*, compar*, select*,
    contract*, pay, pays, paying, paid, payment, approv*, purchase*, quote*, negotiat*, award*,
    order*, checkout, check out, deal, close, closing, commit*, book, booking, books, budget,
    sums, money, fund*, grant, calculat*, instalment*, financ*, credit, loan
""")
INSIDE_MEASURES: Final = Phrases("""
    handle time, handling time, tickets, cases closed, calls, utilisation, utilization, pipeline,
    conversion, conversion rate, revenue, margin, cost per, throughput, backlog, win rate, leads,
    first response, response time, resolution time, occupancy, productivity, click*, page views,
    visits per, sla, on-time, on time, orders per, error rate, rework, headcount, uptime, units,
    turnover, sales per, shipments, visits, downloads, registrations, impressions, open rate
""")
FELT_MEASURES: Final = Phrases("""
    nps, csat, ces, satisfaction, satisfied, recommend*, effort, ease, easy, felt, feel, feeling,
    emotion, trust, opportunity score, importance, rated, rating, promoters, said, complain*
""")
