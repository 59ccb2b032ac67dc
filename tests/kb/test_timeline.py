from kb.timeline import EventKind, Quote, symptoms, timeline
from tests.kb.talk import talk

THREAD = talk(
    ("lou", "你好，财务室的电脑一天蓝屏好几次，请帮忙看看。"),
    (
        "Qin Ru",
        "娄女士，您好！\n问题定义：财务室一台电脑不定期蓝屏\n请按附件配置完全转储，蓝屏后上传。\n服务电话：400-000-0000",
    ),
    ("lou", "转储文件已上传到服务器。"),
    ("Qin Ru", "娄女士，您好！\n收到您的转储文件，符号无法解析，需要升级处理。"),
    (
        "Qin Ru",
        "娄女士，您好！\n如电话沟通，我将归档此案例。\n案例总结\n问题定义：蓝屏\n问题分析：驱动旧\n问题总结：升级驱动后正常",
    ),
)


def test_the_course_of_a_case_is_told_in_order() -> None:
    assert [(event.message, event.kind) for event in timeline(THREAD)] == [
        (2, EventKind.FIRST_RESPONSE),
        (2, EventKind.SCOPE),
        (2, EventKind.DATA_ASKED),
        (3, EventKind.DATA_RECEIVED),
        (4, EventKind.DATA_RECEIVED),
        (4, EventKind.ESCALATION),
        (5, EventKind.CLOSING),
    ]


def test_an_event_tells_when_who_and_in_which_words() -> None:
    scope = timeline(THREAD)[1]
    assert (scope.at, scope.by, scope.text) == (
        THREAD[1].sent_at,
        "Qin Ru",
        "财务室一台电脑不定期蓝屏",
    )


def test_a_note_to_a_colleague_is_no_first_response() -> None:
    thread = talk(
        ("Qin Ru", "Hi Wen,\n麻烦建个上传目录\n服务电话：400-000-0000"),
        *[(m.sender, m.body) for m in THREAD],
    )
    first = next(event for event in timeline(thread) if event.kind is EventKind.FIRST_RESPONSE)
    assert first.message == 3


def test_symptoms_are_the_customers_own_words() -> None:
    assert symptoms(THREAD) == (Quote("你好，财务室的电脑一天蓝屏好几次，请帮忙看看。", 1),)


def test_only_the_first_telling_of_the_symptom_counts() -> None:
    thread = talk(
        ("lou", "打印机老是这样，先报修。"),
        ("Qin Ru", "娄女士，您好！\n请重启打印服务，看是否还会脱机。\n服务电话：400-000-0000"),
        ("lou", "重启打印服务提示错误，还是脱机。"),
    )
    assert symptoms(thread) == (Quote("打印机老是这样，先报修。", 1),)


def test_where_the_customer_is_silent_the_team_retells() -> None:
    thread = talk(("Qin Ru", "用户反映打印很慢。\n服务电话：400-000-0000"), ("lou", "好的"))
    assert symptoms(thread) == (Quote("用户反映打印很慢。", 1),)


def test_an_empty_case_has_no_course() -> None:
    assert timeline(()) == ()
    assert symptoms(()) == ()
