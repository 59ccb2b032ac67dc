"""What people paste into the wizard, in English and Chinese, chooses the right answer."""

from collections.abc import Iterator

import pytest

from tests.test_library import shipped_trees
from trees.model import Check, Diagnose, Question, Tree
from trees.walk import read_output

TEST_CONNECTION = """ComputerName     : wu.contoso.example
RemoteAddress    : 192.0.2.80
RemotePort       : 80
InterfaceAlias   : 以太网
SourceAddress    : 192.0.2.117
TcpTestSucceeded : {result}
"""
SERVICES = """
Name             Status StartType
----             ------ ---------
AppReadiness    Stopped    Manual
BITS            Stopped {bits}
CryptSvc        {crypt} Automatic
msiserver       Stopped    Manual
TrustedInstaller Stopped    Manual
UsoSvc          Running Automatic
wuauserv        Running    Manual
"""
CRASH_CONTROL = """
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\CrashControl
    AutoReboot    REG_DWORD    0x1
    CrashDumpEnabled    REG_DWORD    {kind}
    LogEvent    REG_DWORD    0x1
"""
BITS_LIST = """
BITSADMIN version 3.0
BITS administration utility.
(C) Copyright Microsoft Corp.

{jobs}
"""
JOB = "{6F2A1C44-5B7E-4B0D-9C5E-1D2F00A1B2C3} 'WU Client Download' "
PASTED = [
    ("windows-update-0x800705b4", "reach-server", TEST_CONNECTION.format(result=True), "reachable"),
    ("windows-update-0x800705b4", "reach-server", TEST_CONNECTION.format(result=False), "blocked"),
    ("windows-update-0x800705b4", "reach-server", "Test-NetConnection : 无法识别", None),
    ("windows-update-0x800705b4", "reach-again", "TcpTestSucceeded:False\r\n", "blocked"),
    (
        "bits-reset",
        "list-queue",
        BITS_LIST.format(jobs=JOB + "TRANSIENT_ERROR 0 / 41\nListed 1 job(s)."),
        "stuck",
    ),
    (
        "bits-reset",
        "list-queue",
        BITS_LIST.format(jobs=JOB + "SUSPENDED 0 / 1\nListed 1 job(s)."),
        "stuck",
    ),
    (
        "bits-reset",
        "list-queue",
        BITS_LIST.format(jobs=JOB + "TRANSFERRING 0 / 1\nListed 1 job(s)."),
        "moving",
    ),
    ("bits-reset", "list-queue", BITS_LIST.format(jobs="Listed 0 job(s)."), "empty"),
    ("bits-reset", "service", "Name : BITS\nStatus : Stopped\nStartType : Disabled", "disabled"),
    ("bits-reset", "service", "Name : BITS\nStatus : Stopped\nStartType : Manual", "startable"),
    ("bits-reset", "leftovers", "Unable to cancel {0B9D7E10}.\n0 out of 1 jobs canceled.", "left"),
    ("bits-reset", "leftovers", "Listed 0 job(s).", "none"),
    ("softwaredistribution-reset", "old-backup", "PS C:\\> Test-Path …\nTrue\n", "exists"),
    ("softwaredistribution-reset", "old-backup", "False\r\n", "none"),
    (
        "softwaredistribution-reset",
        "renamed",
        "Name\n----\nSoftwareDistribution     2026/1/5\nSoftwareDistribution_old 2025/3/1\n",
        "fresh",
    ),
    ("softwaredistribution-reset", "renamed", "Name\n----\nSoftwareDistribution 2025\n", "refused"),
    (
        "update-services-compare",
        "compare",
        SERVICES.format(bits="Disabled", crypt="Running"),
        "disabled",
    ),
    (
        "update-services-compare",
        "compare",
        SERVICES.format(bits="Manual", crypt="Stopped"),
        "hanging",
    ),
    (
        "update-services-compare",
        "compare",
        SERVICES.format(bits="Manual", crypt="Running"),
        "as-expected",
    ),
    ("full-dump-config", "present-type", CRASH_CONTROL.format(kind="0x1"), "full"),
    ("full-dump-config", "present-type", CRASH_CONTROL.format(kind="0x7"), "other"),
    (
        "full-dump-config",
        "present-type",
        CRASH_CONTROL.format(kind="0x1") + "    FilterPages    REG_DWORD    0x1\n",
        "other",
    ),
    ("driver-verifier-special-pool", "dump", CRASH_CONTROL.format(kind="0x2"), "other"),
    (
        "driver-verifier-special-pool",
        "after-restart",
        "Verifier Flags: 0x00000000\n\n  [ ] 0x00000001 Special pool.\n",
        "not-on",
    ),
    (
        "driver-verifier-special-pool",
        "after-restart",
        "Verifier Flags: 0x00000001\n\n  [X] 0x00000001 Special pool.\n\n  ukflt.sys\n",
        None,
    ),
    ("driver-verifier-special-pool", "who", "    CompanyName:      Keystar Token", "third-party"),
    ("driver-verifier-special-pool", "who", "    CompanyName:      Microsoft Corp", "microsoft"),
    ("bluescreen-bugcheck", "stop-code", "KMODE_EXCEPTION_NOT_HANDLED (1e)\nThis is", "kmode"),
    ("bluescreen-bugcheck", "stop-code", "Bugcheck 0x0000001E (0xffffffffc0000005)", "kmode"),
    (
        "bluescreen-bugcheck",
        "stop-code",
        "KERNEL_SECURITY_CHECK_FAILURE (139)\nA kernel component",
        "security-check",
    ),
    ("bluescreen-bugcheck", "stop-code", "0: kd> !analyze -v\nBAD_POOL_HEADER (19)\n", "other"),
    ("bluescreen-bugcheck", "stop-code", "GetContextState failed, 0xD0000147", "unreadable"),
    ("bluescreen-bugcheck", "first-argument", "Arg1: 0000000000000003, A LIST", "list-entry"),
    ("bluescreen-bugcheck", "first-argument", "Arg1: 0000000000000002, Stack cookie", "another"),
    ("bluescreen-bugcheck", "power", "2026/1/5 08:00:01 BugcheckCode 0", "zero"),
    ("bluescreen-bugcheck", "power", "2026/1/5 08:00:01 BugcheckCode 313", "with-code"),
    ("netsh-trace", "why-not", "跟踪配置:\n状态：             正在运行", "already-running"),
    ("netsh-trace", "why-not", "Status:             Running", "already-running"),
    (
        "netsh-trace",
        "files",
        "Name         Length\n----         ------\nnettrace.cab 41\nnettrace.etl 99\n",
        "both",
    ),
    ("netsh-trace", "files", "nettrace.etl 99", "etl-only"),
    ("manual-kb-install", "already-there", "Get-HotFix : 找不到请求的修补程序", "missing"),
    (
        "manual-kb-install",
        "already-there",
        "Source  Description     HotFixID  InstalledBy\nPC-01   Security Update KB4551853 SYSTEM",
        "installed",
    ),
    ("manual-kb-install", "version", "系统类型:         基于 x64 的电脑", "known"),
    ("manual-kb-install", "version", "System Type:      x64-based PC", "known"),
    ("driver-update-version", "origin", "CompanyName : Microsoft Corporation", "windows"),
    ("driver-update-version", "origin", "CompanyName : Keystar Token Co.", "vendor"),
    (
        "office-activation-procmon",
        "licence",
        "LICENSE STATUS:  ---OOB_GRACE---",
        "not-activated",
    ),
    ("office-activation-procmon", "licence", "LICENSE STATUS:  ---LICENSED---", "activated"),
    (
        "office-activation-procmon",
        "activation.status-code",
        "ERROR CODE: 0xC004F074\nERROR DESCRIPTION: The KMS could not be contacted.",
        "no-kms",
    ),
    ("file-share-speed", "slow-share.link-speed", "以太网 Up 100 Mbps False", "ten-or-hundred"),
    ("file-share-speed", "slow-share.link-speed", "Ethernet Up 2.5 Gbps True", "gigabit"),
    (
        "windows-update-0x800705b4",
        "cures.store-errors",
        "The component store is repairable.",
        "damaged",
    ),
    (
        "windows-update-0x800705b4",
        "cures.store-errors",
        "未检测到组件存储损坏。",
        "healthy",
    ),
    (
        "bluescreen-bugcheck",
        "dump-there",
        "FullName              LastWriteTime     Length\nC:\\Windows\\MEMORY.DMP 2026/1/5 8:01 1710",
        "memory",
    ),
    (
        "bluescreen-bugcheck",
        "dump-there",
        "C:\\Windows\\Minidump\\010526-9031-01.dmp 2026/1/5 8:01 1710",
        "small",
    ),
    ("bluescreen-bugcheck", "address-owner", "  CompanyName:      Microsoft Corp", "windows"),
    ("bluescreen-bugcheck", "address-owner", "  CompanyName:      Keystar", "third-party"),
    (
        "bluescreen-bugcheck",
        "memory-test",
        "The Windows Memory Diagnostic tested the computer's memory and detected no errors",
        "clean",
    ),
    ("bluescreen-bugcheck", "memory-test", "内存诊断检测到硬件错误。", "errors"),
    ("data-collection-tool", "old-log", "True", "present"),
    ("data-collection-tool", "old-log", "False", "absent"),
    ("manual-kb-install", "what-it-said", "Id : 3\nMessage : 0x80240017", "not-applicable"),
    ("manual-kb-install", "what-it-said", "Message : 0x800f081f", "store-damaged"),
    ("manual-kb-install", "what-it-said", "Message : 0x80070643", None),
    (
        "update-logs-collect",
        "read-on-site",
        "Id : 20\nMessage : Installation Failure: error 0x800705B4: KB5014699",
        "code-read",
    ),
]


# The same commands on other versions and languages of Windows, as consoles really give them.
SC_QUERY_ZH = """
SERVICE_NAME: {name}
        类型               : 20  WIN32_SHARE_PROCESS
        状态               : {state}
                                (NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
        WIN32_退出代码     : 0  (0x0)
"""
SC_QUERY = """
SERVICE_NAME: {name}
        TYPE               : 30  WIN32
        STATE              : {state}
                                (NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
        WIN32_EXIT_CODE    : 0  (0x0)
"""
SC_QC_ZH = """
[SC] QueryServiceConfig 成功

SERVICE_NAME: BITS
        类型               : 20  WIN32_SHARE_PROCESS
        启动类型           : {start}
        错误控制           : 1   NORMAL
"""
ANALYZE = """
0: kd> !analyze -v
*******************************************************************************
*                        Bugcheck Analysis                                    *
*******************************************************************************

{name} ({number})
Arguments:
Arg1: {first}, type
Arg2: 000000000000001e, second
STACK_TEXT:
ffffb00c`1f6a7d88 fffff803`5e1d41e9 : 00000000`00000139 : nt!KeBugCheckEx
ffffb00c`1f6a7d90 fffff803`5e1d4550 : 00000000`0000001e : nt!KiBugCheckDispatch+0x1e
ffffb00c`1f6a7ed0 fffff803`5e1d28e3 : 00000000`00000003 : nt!KiFastFailDispatch+0x139
"""
REBOOTED_ZH = "计算机已经从检测错误后重新启动。检测错误: {code} (0x000000000000001e, 0x139, 0x0)。"
REBOOTED = "The computer has rebooted from a bugcheck.  The bugcheck was: {code} (0x1e, 0x139)."
WUSA = (
    'Windows update "KB4551853" could not be installed because of error {code} "" (Command line: )'
)
UPDATE_LOG = "2026/01/05 08:00:01.1234567 1160 6412 Agent           *FAILED* [{code}] Method failed"
CONSOLES = [
    (
        "windows-update-0x800705b4",
        "reach-server",
        "警告: Name resolution of wu.contoso.example failed\n\nPingSucceeded : False",
        "blocked",
    ),
    (
        "windows-update-0x800705b4",
        "reach-server",
        "WARNING: TCP connect to (192.0.2.80 : 80)\r\n failed",
        "blocked",
    ),
    (
        "windows-update-0x800705b4",
        "reach-server",
        "\ufeffTcpTestSucceeded\xa0:\u3000True",
        "reachable",
    ),
    (
        "windows-update-0x800705b4",
        "reach-server",
        "\0".join("TcpTestSucceeded : False"),
        "blocked",
    ),
    *(
        ("update-services-compare", "compare", form.format(name=name, state=state), answer)
        for form in (SC_QUERY, SC_QUERY_ZH)
        for name, state, answer in (
            ("wuauserv", "4  RUNNING ", "as-expected"),
            ("wuauserv", "1  STOPPED ", "as-expected"),
            ("wuauserv", "3  STOP_PENDING ", "hanging"),
            ("CryptSvc", "1  STOPPED ", "hanging"),
            ("CryptSvc", "4  RUNNING ", None),
        )
    ),
    ("update-services-compare", "compare", SC_QC_ZH.format(start="4   DISABLED"), "disabled"),
    ("bits-reset", "service", SC_QC_ZH.format(start="4   DISABLED"), "disabled"),
    ("bits-reset", "service", SC_QC_ZH.format(start="3   DEMAND_START"), "startable"),
    ("bits-reset", "service", SC_QC_ZH.format(start="2   AUTO_START  (DELAYED)"), "startable"),
    *(
        (
            "bluescreen-bugcheck",
            "stop-code",
            ANALYZE.format(name=name, number=number, first="0000000000000003"),
            answer,
        )
        for name, number, answer in (
            ("KMODE_EXCEPTION_NOT_HANDLED", "1e", "kmode"),
            ("KERNEL_SECURITY_CHECK_FAILURE", "139", "security-check"),
            ("IRQL_NOT_LESS_OR_EQUAL", "a", "other"),
            ("PAGE_FAULT_IN_NONPAGED_AREA", "50", "other"),
        )
    ),
    *(
        ("bluescreen-bugcheck", "stop-code", form.format(code=code), answer)
        for form in (REBOOTED_ZH, REBOOTED)
        for code, answer in (
            ("0x0000001e", "kmode"),
            ("0x00000139", "security-check"),
            ("0x0000000a", "other"),
        )
    ),
    ("bluescreen-bugcheck", "stop-code", "终止代码：0x139", "security-check"),
    ("bluescreen-bugcheck", "stop-code", "BugCheck 1E, {ffffffffc0000005, 0, 0, 0}", "kmode"),
    ("manual-kb-install", "what-it-said", WUSA.format(code=2149842967), "not-applicable"),
    ("manual-kb-install", "what-it-said", WUSA.format(code=2148468767), "store-damaged"),
    ("manual-kb-install", "what-it-said", WUSA.format(code=2147956498), "store-damaged"),
    ("manual-kb-install", "what-it-said", WUSA.format(code=2147943140), None),
    ("update-logs-collect", "read-on-site", UPDATE_LOG.format(code="80072EE2"), "code-read"),
    ("update-logs-collect", "read-on-site", UPDATE_LOG.format(code="0x80240438"), "code-read"),
    ("update-logs-collect", "read-on-site", "Agent  succeeded [12345678]", None),
    ("netsh-trace", "why-not", "当前没有正在进行的跟踪会话。\r\n", "not-reproduced"),
    (
        "netsh-trace",
        "why-not",
        "There is no trace session currently in progress.",
        "not-reproduced",
    ),
]


@pytest.mark.parametrize("name, place, pasted, answer", [*PASTED, *CONSOLES])
def test_a_pasted_output_chooses_the_answer(name, place, pasted, answer):
    node_id, _, step = place.partition(".")
    node = shipped_trees()[name].nodes[node_id]
    asked = node.questions[step] if isinstance(node, Diagnose) else node
    assert read_output(asked.check, pasted) == answer


def test_every_reading_of_a_shipped_tree_is_tried_above():
    tried = {(name, place) for name, place, _, _ in PASTED}
    written = {
        (name, place)
        for name, tree in shipped_trees().items()
        for place, check in _readings(tree)
        if check and check.read
    }
    assert sorted(written - tried) == []


def _readings(tree: Tree) -> Iterator[tuple[str, Check | None]]:
    for node in tree.nodes.values():
        if isinstance(node, Question):
            yield node.id, node.check
        if isinstance(node, Diagnose):
            yield from (
                (f"{node.id}.{step}", probe.check) for step, probe in node.questions.items()
            )
