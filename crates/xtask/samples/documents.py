"""What the office files and PDFs of the complete sample say."""

import tempfile
from pathlib import Path

from office import Letter, sheets, slides
from pictures import creature

BOARD = [
    ["READ", "ASK", "SHOW"],
    ["Read two articles (the listen button works for both). Write one claim and the sentence that proves it.",
     "Ask an expert three questions you cannot look up. Type them in the shared list first.",
     "Make a stop-motion of a decomposer at work, 10 to 20 seconds, with captions."],
    ["BUILD", "START HERE", "MEASURE"],
    ["Build a food web with ten living things from Lark Creek. Paper or drawing app.",
     "What lives in our creek, and what does it need? Write what you know and one thing you wonder.",
     "Count living things in three plots. Put the numbers in the class sheet and make a graph."],
    ["SHOW", "CODE", "TEACH"],
    ["Record a two-minute podcast with a partner from another table. Write the transcript, too.",
     "Change one number in the fox-and-vole model. Predict, run it five times, explain.",
     "Make a page that a fourth grader can read. Test it on one."],
]


def choice_board(folder):
    """The choice board as it is handed out."""
    page = Letter("Ecosystems choice board", "Comic Neue")
    page.text("Pick three squares in a row. One of them must be a SHOW square. You may work alone or with one partner. "
              "Every square can be read aloud, and every square has a sentence starter on the back.")
    page.table(BOARD, (5.7, 5.7, 5.7), heads=(0, 2, 4))
    page.head("My plan")
    page.text("My three squares: ________________   ________________   ________________")
    page.text("I chose them because ________________________________________________")
    page.head("How I know I am done")
    page.table([
        ["", "Not yet", "Got it", "And more"],
        ["Science", "I name living things.", "I explain who needs whom, with evidence from our creek.", "I predict what changes when one of them goes."],
        ["Sources", "I say where it came from.", "I say why I trust it.", "I compare two that disagree."],
        ["Sharing", "My group can follow it.", "Someone outside our class can follow it.", "It has captions, alt text or a transcript."],
    ], (2.6, 4.2, 5.2, 5.0))
    page.head("After the last square")
    page.bullets(["What was harder than I thought?", "Which square would I pick next time, and why?", "Who helped me, and whom did I help?"])
    page.save(folder / "choice-board.docx", folder / "choice-board.pdf")


def learning_log(folder):
    """The professional learning log, three pages."""
    log = Letter("Professional learning log, 2025-26")
    log.head("Page 1: one question at a time")
    log.text("I keep one question for about six weeks. If I cannot say how I would notice an improvement, the question is not ready.")
    log.table([
        ["Question", "What I tried", "What I looked at", "What I decided"],
        ["Do exit tickets change my next lesson, or do I only collect them?", "A two-question ticket every Tuesday and Thursday; I plan Friday only after reading them.",
         "My plan book: how many Fridays changed because of a ticket.", "Five of six Fridays changed. Keep it. Two questions are enough."],
        ["Who talks in my discussions?", "Silent typing in a shared document for three minutes before anybody speaks.",
         "Tally of voices in four discussions before and after.", "From 9 voices to 21. Keep it for hard questions, not for every one."],
        ["Does spaced retrieval help with vocabulary?", "Four old words in each warm-up instead of a review before the test.",
         "The same 20 words, asked again after five weeks.", "Recall was clearly better for the spaced words. I moved the unit review out."],
        ["Can feedback wait until tomorrow?", "Audio comments within a day on one paragraph, not on the whole report.",
         "How many revisions came back.", "Almost all came back revised. Long comments at the end had brought four."],
    ], (4.0, 4.6, 4.2, 4.4))
    log.page()
    log.head("Page 2: the people I learn with")
    log.bullets([
        "**Stream study circle.** Nine teachers from four states, every second Wednesday in the evening, by video. I joined in October and moderated twice. We trade data sheets and honest failures.",
        "**Course cohort.** Eight weeks in summer. My partner teaches third grade; explaining my plans to her made them shorter.",
        "**Science chat.** I read for a month before I wrote. My first post asked how others keep meters calibrated; eleven answers came, and two of them are now taped inside our meter case.",
        "**Our own hallway.** A lunch on the first Thursday of the month: one tool, one lesson, one thing that broke.",
    ])
    log.head("What I gave back", 2)
    log.text("The field data sheet (used by three other schools), a two-page guide to captions for students, and a list of the mistakes we made with the oxygen meter.")
    log.head("What came out of it", 2)
    log.text("The partner class at the coast came from the stream circle. Without that Wednesday our creek study would have ended at the school fence.")
    log.page()
    log.head("Page 3: reading, and what I did with it")
    log.table([
        ["What the research says, in my words", "What changed in my room", "My doubt"],
        ["Recalling something from memory makes it stick better than reading it again.", "Warm-ups ask old questions; notes stay closed for three minutes.", "Does it work for ideas as well as for words?"],
        ["Practice that is spread out beats practice in one block.", "The water cycle comes back in October, January and April.", "It feels slower in October."],
        ["Learners attend to words and pictures that stand together, and lose what only decorates.", "I took the clip art off my slides and put labels inside the diagrams.", "My slides look bare now. Nobody has complained."],
        ["Feedback works when there is time left to use it.", "Comments come on the draft; the final gets a mark on the rubric only.", "Parents asked why the final has no comments. I wrote a note."],
        ["Students judge a site by its looks unless they have learned to leave it and check.", "We open new tabs before we read to the end.", "Some now distrust everything. Next: what deserves trust."],
    ], (6.2, 6.4, 4.6))
    log.text("I read summaries written for teachers first and then at least one original study, because twice the summary promised more than the study had found.")
    log.save(folder / "learning-log.pdf")


DRAWN = [
    ("owl", "An owl, drawn by hand"), ("minnow", "A fish, drawn by hand"), ("frog", "A frog, drawn by hand"), ("heron", "A heron, drawn by hand"),
    ("mayfly", "A mayfly nymph, drawn by hand"), ("fox", "The head of a fox, drawn by hand"), ("mushroom", "A mushroom, drawn by hand"),
]


def source_detectives(folder):
    """The lesson on checking sources."""
    pages = [
        ("Source detectives", ["Room 14 science", "Can we trust it? Let's leave the page and find out."], "Two lessons of 45 minutes. Students work in pairs with one device."),
        ("Mystery 1: the creek that glows", ["A web page says our creek will glow blue this spring.", "It has photos, a logo and a phone hotline.", "Talk: would you share it? Why, or why not?"],
         "I made this page myself for the lesson, and I tell them so at the end. Let them defend the page first."),
        ("Move 1: stop", ["How do I feel right now?", "Surprised, angry, delighted: good moments to wait."], "Name a feeling before a fact. The class keeps a tally on the board."),
        ("Move 2: leave the page", ["Open three new tabs.", "Who is behind it? What do others say about them?", "Write down what you typed into the search box."],
         "Most students read down the page first. Model aloud how a fact checker leaves after ten seconds."),
        ("Move 3: find it somewhere better", ["Is there a source closer to the creek?", "The county water office, a field guide, our own data."], "Our own readings count as a source. This is the proudest moment of the lesson."),
        ("Borrow fairly", ["Whose picture is it? What may I do with it?", "Name it, link it, follow its licence.", "No licence, no picture: draw your own."],
         "Show the credit line of our reader. Then students repair three broken credit lines."),
        ("Exit: write a trust note", ["Our source says ...", "We trust it this much (0 to 5) because ...", "We would trust it more if ..."], "Collect the notes; they become the credit lines in the podcasts."),
    ]
    with tempfile.TemporaryDirectory() as work:
        drawn = []
        for (heading, lines, notes), (animal, alt) in zip(pages, DRAWN, strict=True):
            creature(animal, Path(work, f"{animal}.png"))
            drawn.append((heading, lines, notes, Path(work, f"{animal}.png"), alt))
        slides("Source detectives", drawn, folder / "source-detectives.pptx", folder / "source-detectives.pdf")


def creek_data(folder):
    """The class's readings beside those of the partner class."""
    sites = ["bridge", "pool", "bend", "outfall", "meadow"]
    weeks = {
        1: ([13.5, 14.0, 14.0, 15.5, 14.0], [9.2, 8.0, 7.9, 6.6, 8.6]),
        2: ([14.0, 14.5, 15.0, 16.5, 14.5], [9.0, 7.8, 7.6, 6.1, 8.3]),
        3: ([14.5, 15.0, 15.5, 17.0, 15.0], [8.9, 7.6, 7.4, 5.8, 8.1]),
        4: ([13.0, 13.5, 13.5, 14.0, 13.5], [9.4, 8.3, 8.2, 7.4, 8.8]),
    }
    ours = [["Week", "Site", "Water in °C", "Oxygen in mg per litre", "Team"]]
    for week, (warm, oxygen) in weeks.items():
        ours += [[week, sites[k], warm[k], oxygen[k], ["Otters", "Herons", "Newts", "Otters", "Herons"][k]] for k in range(5)]
    theirs = [["Week", "Pool", "Water in °C", "Oxygen in mg per litre"], [1, "upper", 15.0, 8.1], [1, "lower", 13.0, 9.0], [2, "upper", 16.5, 7.5],
              [2, "lower", 13.5, 8.8], [3, "upper", 18.0, 6.9], [3, "lower", 14.0, 8.7], [4, "upper", 15.5, 7.9], [4, "lower", 13.5, 8.9]]
    notes = [["What we noticed", "How sure are we?"], ["The warmest site has the least oxygen, every week.", "Sure. 4 of 4 weeks."],
             ["After the rain of week 4 the outfall was nearly like the others.", "Not sure. It rained only once."],
             ["The upper tide pool does the same as our outfall.", "Sure that it looks alike. Not sure that the reason is the same."]]
    sheets("Creek and tide pool readings", {
        "Lark Creek": ("Readings of our four teams. Every reading was taken twice; the table has the mean.", ours, (9, 14, 15, 24, 14)),
        "Tide pools": ("Readings of the partner class, entered by them.", theirs, (9, 14, 15, 24)),
        "What we noticed": ("Written together during the second video call.", notes, (46, 42)),
    }, folder / "creek-data.xlsx", folder / "creek-data.pdf")


EXIT_WEEKS = ["Week 1", "Week 2", "Week 3", "Week 4", "Week 5", "Week 6"]
EXIT_SHARES = {"names the parts": [62, 74, 81, 88, 90, 93], "explains the link": [28, 37, 45, 52, 66, 71], "uses evidence": [19, 24, 22, 41, 55, 64]}


def exit_tickets(folder):
    """The tracker of exit tickets, by skill and by anonymous card number."""
    shares = [["Skill, percent of students", *EXIT_WEEKS], *([skill, *values] for skill, values in EXIT_SHARES.items())]
    cards = [["Card", *EXIT_WEEKS, "Goal chosen by the student"]]
    goals = ["say why, not only what", "use a number from our data", "draw it first", "ask before I guess", "compare two sites", "explain it to my table"]
    scores = [[1, 1, 2, 2, 3, 3], [0, 1, 1, 2, 2, 3], [2, 2, 2, 3, 3, 3], [1, 0, 1, 1, 2, 2], [1, 2, 2, 2, 3, 3], [0, 0, 1, 2, 2, 2]]
    cards += [[f"card {'ABCDEF'[k]}", *scores[k], goals[k]] for k in range(6)]
    actions = [["What the tickets said", "What I changed"],
               ["Week 2: most name the parts, few explain the link.", "Dropped the vocabulary sheet. Two lessons with sentence frames and the fox-and-vole model."],
               ["Week 3: evidence fell.", "My question was bad: it could be answered without data. Rewrote it together with two students."],
               ["Week 5: cards D and F stand still.", "Small group at the back table, ten minutes, twice. Both chose a drawing as their next ticket."]]
    sheets("Exit tickets, ecosystems unit", {
        "By skill": ("Share of students whose ticket showed the skill, in percent.", shares, (30, 11, 11, 11, 11, 11, 11)),
        "Six cards": ("Cards carry letters; the list of names is on paper, in my drawer. 0 = not yet, 3 = without help.", cards, (10, 9, 9, 9, 9, 9, 9, 30)),
        "What I changed": ("Written on Fridays, before planning.", actions, (38, 58)),
    }, folder / "exit-tickets.xlsx", folder / "exit-tickets.pdf", ("By skill", 3, 5, "Exit tickets by skill"))


def conference_kit(folder):
    """The kit for student-led conferences, in English and Spanish."""
    kit = Letter("Student-led conference kit")
    kit.text("For students and families of Room 14. Twenty minutes. The student speaks first and last.")
    kit.head("For the student: my agenda")
    kit.table([
        ["Minutes", "I do", "I have ready"],
        ["1 to 3", "I welcome my family and show where I work.", "One photo of my table"],
        ["4 to 9", "I show two pieces of work: one I am proud of, one that taught me something.", "My folder, my exit-ticket graph"],
        ["10 to 14", "I read my graph aloud: where I began, where I am, what helped.", "Graph with my card letter"],
        ["15 to 18", "My family asks or tells. My teacher listens.", "The question cards"],
        ["19 to 20", "I say my next goal and how they will hear about it.", "Goal slip, signed by all of us"],
    ], (2.4, 9.0, 5.4))
    kit.head("For families: questions you may ask")
    kit.bullets(["What did you do when you were stuck?", "Which of these would you explain to a cousin?", "What do you want us to do at home, and what should we leave to you?"])
    kit.text("You choose how we meet: at school, by video, or by a recording that you answer when your shift is over. Please say which language you want; nobody needs to bring an interpreter.")
    kit.page()
    kit.head("Para las familias")
    spanish = "es-US"
    kit.text("Su hija o su hijo dirige esta reunión. Dura veinte minutos. Usted conoce a su familia mejor que nadie: cuéntenos qué funciona en casa.", spanish)
    kit.bullets(["¿Qué hiciste cuando no sabías seguir?", "¿Cuál de estos trabajos le explicarías a tu prima?", "¿En qué quieres que te ayudemos y en qué no?"], spanish)
    kit.text("Usted elige cómo nos reunimos: en la escuela, por video o con una grabación que puede contestar después de su turno. Hay intérprete; no hace falta que traiga a nadie.", spanish)
    kit.head("What families changed in this kit")
    kit.text("The first version asked families to *rate* the work. Four families said that they did not want to grade their child in front of the teacher. The rating is gone; the question about home is theirs.".replace("*", ""))
    kit.head("Goal slip")
    kit.table([["My next goal", "How I will work on it", "How my family will hear"], ["", "", ""]], (5.6, 5.6, 5.6))
    kit.save(folder / "conference kit.docx", folder / "conference kit.pdf")


def design_journal(folder, sketch):
    """A team's design journal for the watering challenge; `sketch` is a picture of the board."""
    journal = Letter("Design journal, Team Fern", "Comic Neue")
    journal.text("Challenge: keep the basil in Room 14 alive over a three-day weekend without anybody in the room.")
    journal.head("Understand")
    journal.bullets(["We asked the custodian: the heat is off from Friday at six. He says plants die of kindness, so not too much water.",
                     "We asked the kitchen: they want basil that is alive in May.", "Rule: no battery may be left on the floor."])
    journal.head("Break it into parts")
    journal.text("Sense how dry it is. Decide. Pump. Stop. Each of us drew one part, then we taped the parts together and saw that nobody had drawn **stop**.")
    journal.head("Plan")
    journal.picture(sketch, "Flow chart on a whiteboard: wait an hour, read the soil sensor three times, pump for two seconds if it is drier than the limit, loop.", 12)
    journal.page()
    journal.head("Test, and what broke")
    journal.table([["Try", "What happened", "What we think", "Change"],
                   ["1", "The pump never stopped. Flood.", "The loop had no end.", "Pump for 2 seconds, then off."],
                   ["2", "It said wet, but it was dry.", "The sensor was upside down.", "A drop of paint shows which side is up."],
                   ["3", "It worked, but jumped between wet and dry.", "One reading is noise.", "Average of three readings."],
                   ["4", "The basil is alive on Monday.", "Limit 300 is right for this pot.", "Write the limit on the pot."]], (1.4, 5.4, 5.0, 5.0))
    journal.head("What we would tell the next team")
    journal.bullets(["Draw the stop first.", "Change one thing at a time or you do not know what helped.", "If it works, do it again before you cheer."])
    journal.head("Ms. E's trouble")
    journal.text("Our teacher did not know why the sensor lied. She searched with us, we found the paint idea in the shop class's notes, and she wrote our names for it on the board: the up dot.")
    journal.save(folder / "design-journal.pdf")


def tool_trials(folder):
    """The captured copy of the shared page on tool trials."""
    page = Letter("Tool trials at Larkfield: our shared page")
    page.text("Captured copy of the page as it stood on November 6, 2026.")
    page.head("How a tool gets into our classrooms")
    page.table([["Step", "Who", "We ask"],
                ["1 Wish", "any teacher or student", "What can we not do today?"],
                ["2 Look", "two teachers", "What does it cost, what does it collect, does it work with a keyboard and a screen reader?"],
                ["3 Sandbox", "the same two, with made-up data", "Can it be left again, with everything we made?"],
                ["4 Class trial", "one class, three weeks", "Did students learn what we hoped? Who was left out?"],
                ["5 Decide", "the whole grade team", "Keep, wait, or leave, with one sentence why"]], (2.6, 5.2, 9.2))
    page.head("Trials so far")
    page.table([["Kind of tool", "Result", "Why"],
                ["Caption editor", "keep", "Students finish captions in one lesson; nothing leaves the district's account."],
                ["Quiz game", "leave", "Speed counted more than thinking, and three students stopped answering."],
                ["Shared field sheet", "keep", "Works without a network at the creek and joins later."],
                ["Drawing app", "wait", "Good, but no export. We asked the maker for one."]], (4.2, 2.4, 10.4))
    page.page()
    page.head("What we want learning here to look like")
    page.text("Written by eleven staff, six students and four parents in two evenings:")
    page.bullets(["Students make more than they consume.", "Nobody's work is locked in.", "If a tool shuts one student out, it is not finished, and neither are we.", "We can say in one sentence why a screen is on."])
    page.head("Show me: five-minute visits")
    page.text("Anyone may come and watch a tool in use for five minutes. The visitor asks a student, not the teacher, what it is for. Fourteen visits since September.")
    page.save(folder / "tool-trials-page.pdf")


def access_request(folder):
    """The request for lending hot spots and readable materials."""
    letter = Letter("Request to the site council: every student can work at home")
    letter.text("From the grade 6 team. Discussed on September 24, 2026; adopted with one change on October 8, 2026.")
    letter.head("What we found")
    letter.text("In a paper survey (answered by 96 of 104 families, in two languages), 17 families have no steady connection after school, and in 9 homes three or more children share one device. Five students cannot use our digital reader with their screen reader at all.")
    letter.head("What we ask")
    letter.bullets(["Twelve hot spots to lend, without a deposit and without a reason on the form.", "A rule that homework never needs a connection: every file is saved to the device before the bell.",
                    "A reader that passes a keyboard and screen-reader test before it is bought, tested by a student who uses one.", "The library open until five on Tuesdays and Thursdays."])
    letter.head("What it costs, and what we give up for it")
    letter.text("We can pay for the hot spots by not renewing two subscriptions that fewer than ten teachers opened last year. The table is attached to the council's minutes.")
    letter.head("What changed")
    letter.text("The council asked for ten hot spots first and a second look in January. Ten are lent out. The first review will ask families, not us, whether they helped.")
    letter.save(folder / "access-request.pdf")
