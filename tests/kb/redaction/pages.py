"""Pages of debugger output and logs as support mails carry them, made up line by line; no secret and no
personal data is in them. The same pages come out every time."""

from collections.abc import Callable, Iterator
from random import Random

LINES = 60
_MODULES = (
    "Ntfs",
    "storport",
    "tcpip",
    "afd",
    "dxgkrnl",
    "acmefilt",
    "hvsocket",
    "usbxhci",
    "fltmgr",
)
_CALLS = ("Dispatch", "ReadWorker", "CompleteRequest", "AllocatePool", "QueueDpc", "FreeContext")
_SERVICES = ("wuauserv", "bits", "cryptsvc", "trustedinstaller", "msiserver", "appidsvc")
_CODES = (
    "0x80070002",
    "0x800705b4",
    "0x8024402c",
    "0xc0000005",
    "0x800f081f",
    "0xC000006A",
    "0x8007052e",
)


def _address(random: Random) -> str:
    return f"ffff{random.randrange(0x8000, 0xFFFF):04x}`{random.randrange(1 << 32):08x}"


def _hex(random: Random, digits: int) -> str:
    return f"{random.randrange(16**digits):0{digits}x}"


def _guid(random: Random) -> str:
    return "-".join(_hex(random, size) for size in (8, 4, 4, 4, 12))


def _build(random: Random) -> str:
    return f"10.0.{random.randrange(10240, 22631)}.{random.randrange(1, 3000)}"


def _when(random: Random) -> str:
    day, hour, minute = random.randrange(1, 29), random.randrange(24), random.randrange(60)
    return f"2021-03-{day:02} {hour:02}:{minute:02}:{random.randrange(60):02}"


def _analysis(random: Random) -> Iterator[str]:
    module = random.choice(_MODULES)
    yield "KERNEL_SECURITY_CHECK_FAILURE (139)"
    for number in range(1, 5):
        yield f"Arg{number}: {_hex(random, 16)}, parameter {number} of the stop code"
    yield f"Key  : Analysis.CPU.mSec\nValue: {random.randrange(1000, 9999)}"
    yield f"BUGCHECK_CODE:  {random.choice(('139', '1e', 'd1', '50', '3b'))}"
    yield f"PROCESS_NAME:  {random.choice(('System', 'svchost.exe', 'explorer.exe', 'MsMpEng.exe'))}"
    yield f"EXCEPTION_RECORD:  {_address(random)} -- (.exr 0x{_address(random)})"
    yield f"LAST_CONTROL_TRANSFER:  from {_address(random)} to {_address(random)}"
    for number in range(8):
        call = f"{module}!{random.choice(_CALLS)}+0x{_hex(random, 3)}"
        yield f"{number:02x} {_address(random)} {_address(random)} {_address(random)} : {call}"
    yield f"FAILURE_ID_HASH:  {{{_guid(random)}}}"
    yield f"IMAGE_VERSION:  {_build(random)}\nSTACK_COMMAND:  .cxr; .ecxr ; kb"


def _module(random: Random) -> Iterator[str]:
    name = random.choice(_MODULES)
    yield f"{random.randrange(8)}: kd> lmDvm {name}"
    yield f"{_address(random)} {_address(random)}   {name}     # (pdb symbols)"
    yield f"    Image path: \\SystemRoot\\System32\\drivers\\{name}.sys"
    yield f"    Timestamp:        {_hex(random, 8).upper()} (a hash, not a time)"
    yield f"    CheckSum:         {_hex(random, 8).upper()}\n    ImageSize:        {_hex(random, 8).upper()}"
    yield f"    File version:     {_build(random)}\n    Product version:  {_build(random)}"
    yield "    CompanyName:      Microsoft Corporation"
    yield f"    FileVersion:      {_build(random)} (WinBuild.160101.0800)"
    yield f"Usage:                  Module\nBase Address:           {_address(random)}"
    yield f"Token                             {_address(random)}".replace("`", "")
    yield f"    ElapsedTime                       0{random.randrange(9)}:12:{random.randrange(10, 60)}.333"


def _servicing(random: Random) -> Iterator[str]:
    when, package = (
        _when(random),
        f"Package_{random.randrange(1, 9999)}_for_KB{random.randrange(4000000, 5999999)}",
    )
    yield f"{when}, Info                  CBS    Session: {random.randrange(10**8)}_{random.randrange(10**8)} initialized"
    yield f"{when}, Info                  CBS    {package}~31bf3856ad364e35~amd64~~{_build(random)}"
    yield f"{when}, Error                 CSI    {_hex(random, 8)} (F) HRESULT_FROM_WIN32(ERROR_TIMEOUT) #{random.randrange(10**6)}#"
    yield f"{when}, Info                  DISM   PID={random.randrange(9999)} TID={random.randrange(9999)} {random.choice(_CODES)}"
    yield f"{when}, Info                  CBS    Exec: Processing complete. Status: {random.choice(_CODES)}"


def _update(random: Random) -> Iterator[str]:
    day = f"2021/03/{random.randrange(1, 29):02} 10:{random.randrange(60):02}:15.{random.randrange(10**7):07}"
    ids = f"{random.randrange(9999):<5} {random.randrange(9999):<5}"
    yield f"{day} {ids} Agent           * START * Finding updates CallerId = UpdateOrchestrator"
    yield f"{day} {ids} ComApi          ServiceID = {{{_guid(random).upper()}}} Third party service"
    yield f"{day} {ids} WebServices     WS error: {random.choice(_CODES)}"
    yield f"{day} {ids} DownloadManager BITS job {{{_guid(random)}}} hit a transient error, updateId = {_guid(random)}.{random.randrange(1, 300)}"
    yield f"{day} {ids} Misc            EP: URL https://fe2.update.microsoft.com/v6/ClientWebService/client.asmx"


def _events(random: Random) -> Iterator[str]:
    yield f"Log Name:      System\nSource:        Service Control Manager\nEvent ID:      {random.randrange(1, 9999)}"
    yield "Level:         Error\nUser:          SYSTEM\nComputer:      \nDescription:"
    yield f"The {random.choice(_SERVICES)} service terminated with the error {random.choice(_CODES)}."
    yield f"Logon ID:  0x{_hex(random, 5)}  TokenElevationType: %%1936  LogonGuid: {{{_guid(random)}}}"
    yield "Failure Reason:  Unknown user name or bad password.  Status: 0xc000006d  Sub Status: 0xc000006a"
    yield f"Faulting module: C:\\Windows\\System32\\{random.choice(_MODULES)}.dll, offset 0x{_hex(random, 16)}"


def _commands(random: Random) -> Iterator[str]:
    yield f"C:\\>sc query {random.choice(_SERVICES)}\n        STATE              : 4  RUNNING"
    yield f"        WIN32_EXIT_CODE    : {random.randrange(2000)}  (0x{_hex(random, 3)})"
    yield f"HKLM\\SYSTEM\\CurrentControlSet\\Services\\{random.choice(_SERVICES)}\n    Start    REG_DWORD    0x{random.randrange(5)}"
    yield "MinimumPasswordLength = 8\nPasswordComplexity = 1\nLockoutBadCount = 5"
    yield "Password last set            3/4/2021 9:12:00 AM\nPassword required            Yes"
    yield f"TotalPhysicalMemory  {random.randrange(15 * 10**9, 19 * 10**9)}\nFreeSpace            {random.randrange(13 * 10**9, 19 * 10**9)}"
    yield f"Driver version {random.randrange(10, 31)}.{random.randrange(20)}.{random.randrange(20)}.{random.randrange(9999)}"
    yield f"{_when(random)[11:]}.{random.randrange(10**7):07}  svchost.exe  {random.randrange(9999)}  RegOpenKey  NAME NOT FOUND"


def _procmon(random: Random) -> Iterator[str]:
    clock = (
        f"10:{random.randrange(60):02}:{random.randrange(60):02}.{random.randrange(10**7):07} AM"
    )
    process, number = (
        random.choice(("svchost.exe", "TiWorker.exe", "Skype.exe")),
        random.randrange(9999),
    )
    key = f"HKLM\\System\\CurrentControlSet\\Services\\{random.choice(_SERVICES)}\\Parameters"
    yield f'"{clock}","{process}","{number}","RegQueryValue","{key}\\ServiceDll","SUCCESS","Type: REG_EXPAND_SZ, Length: 86"'
    yield f'"{clock}","{process}","{number}","CreateFile","C:\\Windows\\System32\\{random.choice(_MODULES)}.dll","NAME NOT FOUND","Desired Access: Read Attributes"'
    yield f'"{clock}","{process}","{number}","Load Image","C:\\Windows\\System32\\ntdll.dll","SUCCESS","Image Base: 0x7ff{_hex(random, 9)}, Image Size: 0x1f0000"'
    yield f'"{clock}","{process}","{number}","Thread Create","","SUCCESS","Thread ID: {random.randrange(9999)}"'


def _network(random: Random) -> Iterator[str]:
    yield f"netsh int tcp show global\nReceive-Side Scaling State          : enabled\nReceive Window Auto-Tuning Level    : {random.choice(('normal', 'disabled'))}"
    yield f"    Receive rate (Mbps)    : {random.randrange(1300)}\n    Signal                 : {random.randrange(100)}%\n    Authentication         : WPA2-Personal\n    Security key           : Present"
    yield f"  TCP    127.0.0.1:{random.randrange(1024, 65535)}    0.0.0.0:0    LISTENING    {random.randrange(9999)}"
    yield f"无线局域网适配器: 媒体状态  . . . . . . . . : 媒体已断开连接\n   自动配置已启用. . . . . . . . . : 是\n跃点数 {random.randrange(1, 99)}"
    yield f"Pinging 127.0.0.1 with 32 bytes of data: Reply: bytes=32 time<1ms TTL={random.randrange(60, 129)}"


def _system(random: Random) -> Iterator[str]:
    yield f"OS 名称:          Microsoft Windows 10 专业版\nOS 版本:          {_build(random)} 暂缺 Build {random.randrange(10240, 22631)}"
    yield f"OS Manufacturer:  Microsoft Corporation\nSystem Type:  x64-based PC\nBIOS Version: American Megatrends Inc. {random.randrange(1, 9)}.{random.randrange(99):02}, 3/4/2019"
    yield f"物理内存总量:     {random.randrange(4, 64)},{random.randrange(1000):03} MB\n修补程序:         安装了 {random.randrange(1, 20)} 个修补程序。\n                  [01]: KB{random.randrange(4000000, 5999999)}"
    yield f"Processor(s): Intel64 Family 6 Model {random.randrange(200)} Stepping 9 GenuineIntel ~{random.randrange(1000, 4000)} Mhz\nPage File Location(s):     C:\\pagefile.sys"
    yield f"事件类型: 错误  事件来源: Service Control Manager  事件 ID: {random.randrange(1000, 9999)}\n服务 {random.choice(_SERVICES)} 因下列错误而停止: {random.choice(_CODES)}"
    yield f"应用程序名称: explorer.exe，版本: {_build(random)}，时间戳: 0x{_hex(random, 8)}，异常代码: {random.choice(_CODES)}，错误偏移量: 0x{_hex(random, 16)}"


_KINDS: tuple[Callable[[Random], Iterator[str]], ...] = (
    _analysis, _module, _servicing, _update, _events, _commands, _procmon, _network, _system,
)  # fmt: skip


def pages(count: int) -> Iterator[str]:
    """Pages of about 60 lines each, of one kind each."""
    for number in range(count):
        random = Random(number)
        lines: list[str] = []
        while len(lines) < LINES:
            lines += "\n".join(_KINDS[number % len(_KINDS)](random)).split("\n")
        yield "\n".join(lines)
