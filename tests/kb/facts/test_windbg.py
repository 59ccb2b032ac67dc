from kb.facts import Bugcheck, Debugging, Module, read_debugging

ANALYSIS = """\
先看分析结果：
PAGE_FAULT_IN_NONPAGED_AREA (50)
Invalid system memory was referenced.
Arguments:
Arg1: ffffa50c81f4e000, memory referenced.
Arg2: 0000000000000000, value 0 = read operation.
Arg3: fffff80313e4a5b2, address.
Arg4: 0000000000000002, (reserved)

PROCESS_NAME:  System
IMAGE_NAME:  demoflt.sys
"""

LISTING = """\
1: kd> !address fffff80313e40000
Module name:            DemoFlt.sys
Module path:            [\\SystemRoot\\System32\\Drivers\\DemoFlt.sys]
1: kd> lmDvm demoflt
    Loaded symbol image file: DemoFlt.sys
    Image name: DemoFlt.sys
    File version:     4.2.0.17
        CompanyName:      Example Works
"""


def test_an_analysis_gives_the_stop_code_with_its_four_arguments() -> None:
    told = read_debugging(ANALYSIS)
    assert told.bugchecks == (
        Bugcheck(
            "0x50",
            "PAGE_FAULT_IN_NONPAGED_AREA",
            ("0xffffa50c81f4e000", "0x0", "0xfffff80313e4a5b2", "0x2"),
            2,
        ),
    )
    assert (told.blamed, told.process) == ("demoflt.sys", "System")


def test_the_listings_of_one_module_are_told_together() -> None:
    assert read_debugging(LISTING).modules == (
        Module(
            "demoflt.sys",
            "4.2.0.17",
            "\\SystemRoot\\System32\\Drivers\\DemoFlt.sys",
            "Example Works",
            2,
        ),
    )


def test_a_short_bugcheck_line_and_the_event_log_are_read() -> None:
    told = read_debugging(
        "BugCheck D1, {28, 2, 0, fffff80267d51f5c}\n"
        "检测错误: 0x0000009f (0x0000000000000003, 0xffffe001aa10b060, 0xfffff803c0b6f990, 0x0)。"
    )
    assert [(one.code, len(one.arguments)) for one in told.bugchecks] == [("0xd1", 4), ("0x9f", 4)]


def test_exception_codes_in_arguments_lose_their_sign_extension() -> None:
    told = read_debugging("KMODE_EXCEPTION_NOT_HANDLED (1e)\nArg1: ffffffffc0000005, code")
    assert told.bugchecks[0].arguments == ("0xc0000005",)


def test_an_analysis_names_the_suspect_its_version_and_the_bucket() -> None:
    told = read_debugging(
        "MODULE_NAME: demonet\nIMAGE_NAME:  demonet.sys\nIMAGE_VERSION:  11.5.9.32\n"
        "FAILURE_BUCKET_ID:  0x9F_3_POWER_DOWN_demonet!unknown_function"
    )
    assert (told.blamed, told.version, told.bucket) == (
        "demonet.sys",
        "11.5.9.32",
        "0x9F_3_POWER_DOWN_demonet!unknown_function",
    )
    assert read_debugging("MODULE_NAME: demonet").blamed == "demonet"


def test_prose_is_no_debugging() -> None:
    assert read_debugging("你好，请重启电脑：\n1. 重启\n2. 再试") == Debugging()
