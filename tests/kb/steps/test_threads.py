"""Whole threads: what was asked for, and what came of it."""

from kb.cases import Message, StepResult
from kb.steps import find_steps
from tests.kb.talk import talk

WORKED, NO_HELP, DECLINED, PENDING, REPRODUCED, NOT_REPRODUCED = (
    StepResult.WORKED,
    StepResult.NO_HELP,
    StepResult.DECLINED,
    StepResult.PENDING,
    StepResult.REPRODUCED,
    StepResult.NOT_REPRODUCED,
)


def told(thread: tuple[Message, ...]) -> list[tuple[str, StepResult, str]]:
    return [(step.text, step.result, step.by) for step in find_steps(thread)]


def test_a_reply_tells_its_method_by_its_number() -> None:
    thread = talk(
        (
            "Ruan Bo",
            "魏工，您好！\n建议操作如下：\n方法一：运行 gpupdate /force 后重启；\n方法二：将DNS改为只指向域控；\n方法三：断开映射的网络驱动器后再登录。\n服务电话：400-000-0000",
        ),
        ("wei", "方法一无效；\n方法二改完以后登录只要20秒！\n方法三没试。"),
    )
    assert told(thread) == [
        ("运行 gpupdate /force 后重启", NO_HELP, "wei"),
        ("将DNS改为只指向域控", WORKED, "wei"),
        ("断开映射的网络驱动器后再登录", PENDING, ""),
    ]


def test_a_reply_tells_its_step_by_words_of_one_meaning() -> None:
    thread = talk(
        (
            "Shen Yi",
            "唐经理，您好！\n请先排查：\n1. 删除凭据管理器里的Office凭据；\n2. 运行outlook.exe /safe，观察是否还会弹出；\n3. 收集Outlook日志并上传。",
        ),
        ("tang", "您好，第一步做了没用，安全模式下没有弹出。\n日志由于公司保密规定不能提供。"),
    )
    assert told(thread) == [
        ("删除凭据管理器里的Office凭据", NO_HELP, "tang"),
        ("运行outlook.exe /safe，观察是否还会弹出", NOT_REPRODUCED, "tang"),
        ("收集Outlook日志并上传", DECLINED, "tang"),
    ]


def test_moves_of_hand_are_one_step_under_what_they_do() -> None:
    thread = talk(
        (
            "Qin Ru",
            "罗先生，您好！\n先检查能否连接到授权服务器：\n1. 右键单击“开始”，选择PowerShell；\n2. 运行Test-NetConnection -ComputerName kms.site.example -Port 1688命令，查看结果。\n二、重置授权缓存\n1. 点击“开始”，键入services.msc；\n2. 找到并停止授权服务；\n3. 点击“刷新”。",
        ),
        ("luo", "结果是True，第二个方法不行。"),
    )
    assert told(thread) == [
        (
            "先检查能否连接到授权服务器 (Test-NetConnection -ComputerName kms.site.example -Port 1688)",
            WORKED,
            "luo",
        ),
        ("重置授权缓存 (services.msc)", NO_HELP, "luo"),
    ]


def test_console_output_tells_the_result_of_a_check() -> None:
    thread = talk(
        (
            "Qin Ru",
            "罗先生，您好！\n请用管理员打开 PowerShell，执行：\nTest-NetConnection -ComputerName upd.site.example -Port 8530",
        ),
        ("luo", "ComputerName     : upd.site.example\nTcpTestSucceeded : True"),
    )
    assert [(result, by) for _, result, by in told(thread)] == [(WORKED, "luo")]


def test_a_refusal_reaches_back_to_what_was_asked_long_before() -> None:
    thread = talk(
        (
            "Qin Ru",
            "罗先生，您好！\n建议您运行附件的数据收集工具：\n1）解压到桌面；\n2）双击CollectAll.exe。",
        ),
        ("luo", "收到"),
        ("Qin Ru", "罗先生，您好！\n请将主板固件升级到 1.14。"),
        ("luo", "固件已升级，仍然死机。上次的采集工具涉及隐私，领导不同意使用。"),
    )
    assert [(result, by) for _, result, by in told(thread)] == [(DECLINED, "luo"), (NO_HELP, "luo")]


def test_data_that_arrives_meets_the_request_for_it() -> None:
    thread = talk(
        (
            "Qin Ru",
            "罗先生，您好！\n1、请按附件配置完全转储，蓝屏后上传；\n2、请把已装软件列表截图发给我们。",
        ),
        ("luo", "DMP已上传，请查看。"),
        ("Qin Ru", "收到您的软件列表截图，谢谢。"),
    )
    assert [(result, by) for _, result, by in told(thread)] == [(WORKED, "luo"), (WORKED, "")]


def test_a_clean_system_and_software_one_by_one_show_where_it_comes_from() -> None:
    thread = talk(
        (
            "Tao",
            "孙女士，您好！\n下一步计划：\n1、建议在全新安装的系统上只安装会议客户端，测试是否会出现闪退。\n2、卸载第三方软件后再测试是否会出现闪退。",
        ),
        ("sun", "好的"),
        (
            "Tao",
            "孙女士，您好！\n案例分析：\n1）使用只安装会议客户端的纯净系统未复现问题；\n2）安装全部第三方软件的系统可以复现问题。",
        ),
        (
            "Tao",
            "案例归档。\n问题定义：会议闪退\n问题分析：一个个安装第三方软件，登录磐石文档加密系统后使用会议出现闪退现象。\n问题总结：由磐石文档加密系统造成。",
        ),
    )
    assert told(thread) == [
        ("建议在全新安装的系统上只安装会议客户端，测试是否会出现闪退", NOT_REPRODUCED, "Tao"),
        ("卸载第三方软件后再测试是否会出现闪退", PENDING, ""),
        ("安装全部第三方软件的系统可以复现问题", REPRODUCED, "Tao"),
        ("一个个安装第三方软件，登录磐石文档加密系统后使用会议出现闪退现象", REPRODUCED, "Tao"),
    ]


def test_what_a_customer_tried_before_writing_is_a_step() -> None:
    thread = talk(
        ("wei", "域用户登录很慢，我们已经尝试重启域控，没有效果。"),
        ("Ruan Bo", "魏工，您好！\n请检查DNS设置。"),
    )
    assert told(thread) == [
        ("域用户登录很慢，我们已经尝试重启域控，没有效果", NO_HELP, "wei"),
        ("请检查DNS设置", PENDING, ""),
    ]


def test_to_take_something_away_and_see_is_a_cure_where_the_symptom_goes() -> None:
    thread = talk(
        ("Qin", "赵先生，您好！\n建议暂时卸载杀毒软件，观察一周是否还会蓝屏。"),
        ("zhao", "卸载后一周没有再蓝屏。"),
    )
    assert [result for _, result, _ in told(thread)] == [WORKED]


def test_asking_again_adds_no_step() -> None:
    again = "罗先生，您好！\n建议操作：\n1. 继续收集完全转储并上传\n2. 打开appwiz.cpl，把软件列表截图发来"
    thread = talk(("Qin Ru", again), ("luo", "还没去现场。"), ("Qin Ru", again))
    assert [(step.message, step.result) for step in find_steps(thread)] == [
        (1, PENDING),
        (1, PENDING),
    ]


def test_questions_politeness_and_logistics_are_no_steps() -> None:
    thread = talk(
        (
            "Qin Ru",
            "罗先生，您好！\n如有疑问请随时联系。\n您是否有固定的操作步骤？\n数据上传\n主机：sftp://up.site.example\n用户名为：[removed:account]\n请尽快告知。",
        ),
        ("luo", "1.请问能否直接替换驱动文件。\n2.还需要收集日志吗"),
        ("Qin Ru", "罗先生，您好！\n我们将立即分析日志，案例已升级处理。"),
    )
    assert told(thread) == []


def test_everything_tried_in_vain_is_told_in_one_sentence() -> None:
    thread = talk(
        (
            "Bai",
            "阮工，您好！\n请依次试：\n1、卸载网盘客户端；\n2、禁用第三方外壳扩展；\n3、新建本地账户登录对比。",
        ),
        ("ruan", "按顺序都做了，网盘卸了，扩展全禁了，换了新账户，下午还是卡。"),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, NO_HELP, REPRODUCED]


def test_a_list_of_questions_is_one_request_that_a_reply_answers() -> None:
    thread = talk(
        (
            "Lin Ke",
            "马工，您好！\n先请您确认三件事：\n1）系统版本；\n2）完整的错误代码；\n3）更新从哪里下载。",
        ),
        ("ma", "系统版本是 1809，错误代码 0x80072ee2，更新从厂里的服务器下载。"),
    )
    assert told(thread) == [
        ("先请您确认三件事：系统版本；完整的错误代码；更新从哪里下载", WORKED, "ma")
    ]


def test_english_threads_read_the_same_way() -> None:
    thread = talk(
        (
            "Ada Moss <ada@desk.example>",
            "Hi Bo,\nI have taken your case. Please try the following:\n1) Restart the print spooler (net stop spooler, then net start spooler)\n2) Remove the printer and add it again by IP address\n3) Send us the output of printui.exe /s /t2",
        ),
        (
            "Bo Lund <bo@mill.example>",
            "Hi Ada,\nrestarting the spooler did not help. After removing and adding the printer by IP it prints fine again.\nI can't send the output because our security policy forbids it.",
        ),
    )
    assert [(result, by) for _, result, by in told(thread)] == [
        (NO_HELP, "Bo Lund"),
        (WORKED, "Bo Lund"),
        (DECLINED, "Bo Lund"),
    ]


def test_scenarios_are_checks_that_pass_or_fail() -> None:
    thread = talk(
        (
            "Lu",
            "郝工，您好，我是陆，案例由我负责。\n请您帮忙测试以下场景：\na) 使用手机热点连接VPN；\nb) 关闭防火墙后连接VPN；\nc) 更换一台电脑使用同一账号登录。",
        ),
        ("hao", "热点可以连接。关闭防火墙后还是连不上。同一账号在另一台电脑正常。"),
    )
    assert [result for _, result, _ in told(thread)] == [WORKED, NO_HELP, WORKED]


def test_own_plans_of_the_team_have_results_too() -> None:
    thread = talk(
        ("Tao", "孙女士，您好！\n客户无法提供日志，这边计划搭建测试环境，尝试复现问题。"),
        ("Tao", "孙女士，您好！\n测试环境已按您的版本搭建，未复现问题。"),
    )
    assert told(thread) == [("这边计划搭建测试环境，尝试复现问题", NOT_REPRODUCED, "Tao")]


def test_no_messages_have_no_steps() -> None:
    assert find_steps(()) == ()


def test_numbered_replies_answer_numbered_proposals() -> None:
    thread = talk(
        (
            "He",
            "钱经理，您好！\n建议您按以下方案进行排查：\n方案一、将文件拷贝到本地打开，对比打开速度；\n方案二、关闭实时保护后测试；\n方案三、使用IP地址访问共享；\n方案四、更换一台标准镜像的电脑测试。",
        ),
        (
            "qian",
            "方案一：本地打开很快\n方案二：关闭后没有改善\n方案三：用IP访问也一样慢\n方案四：标准镜像的电脑打开正常，没有复现",
        ),
    )
    assert [result for _, result, _ in told(thread)] == [
        NOT_REPRODUCED,
        NO_HELP,
        NO_HELP,
        NOT_REPRODUCED,
    ]


def test_circled_numbers_and_all_of_them_at_once() -> None:
    thread = talk(
        (
            "Mo",
            "郑工，您好！\n请先尝试以下操作：\n①卸载USB控制器后重启；\n②在BIOS中关闭USB 3.0；\n③用另外一个U盘测试。",
        ),
        ("zheng", "都试过了，不行。"),
        ("Mo", "郑工，您好！\n芯片组驱动较旧，请到厂商官网下载最新的芯片组驱动安装。"),
        ("zheng", "装了最新驱动，U盘能识别了。"),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, NO_HELP, NO_HELP, WORKED]


def test_each_clause_of_a_reply_may_be_about_a_step_of_its_own() -> None:
    thread = talk(
        (
            "Yan",
            "吴女士，您好：\n请检查防火墙1688端口是否放行；另外可以尝试把激活服务器地址改成IP再激活。",
        ),
        ("wu", "防火墙已放行，改成IP后激活成功。"),
    )
    assert [result for _, result, _ in told(thread)] == [WORKED, WORKED]


def test_the_mail_that_closes_a_case_changes_no_known_result() -> None:
    thread = talk(
        ("Qin", "赵先生，您好！\n1、请升级显卡驱动；\n2、请更换电源线。"),
        ("zhao", "显卡驱动升级后恢复正常。"),
        (
            "Qin",
            "案例归档。\n问题定义：黑屏\n问题分析：显卡驱动升级过程中出现问题，更换电源线无效。\n问题总结：已解决",
        ),
    )
    assert [(result, by) for _, result, by in told(thread)] == [(WORKED, "zhao"), (NO_HELP, "Qin")]


def test_add_ins_one_by_one_in_english() -> None:
    thread = talk(
        (
            "Nils Berg <nils@desk.example>",
            "Dear Mr Okafor,\nthis is desk support. We suggest the following:\n1. Create a new Outlook profile.\n2. Start Outlook in safe mode and check whether the prompt still appears.\n3. Please collect a Fiddler trace while the prompt appears.",
        ),
        (
            "Emeka Okafor <emeka@sales.example>",
            "Nils,\n1 made no difference. In safe mode the prompt does not appear.\nOur security team does not allow Fiddler.",
        ),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, NOT_REPRODUCED, DECLINED]


def test_answers_stand_under_what_they_quote() -> None:
    thread = talk(
        (
            "Piet <piet@desk.example>",
            "Hello Ms Haas,\nthis case was assigned to me. Please:\n1. Update the Wi-Fi driver.\n2. Disable power saving of the adapter.\n3. Test on a wired connection.\n4. Install the beta client.",
        ),
        (
            "Regina <regina@freight.example>",
            "> 1. Update the Wi-Fi driver.\nDone. No change.\n> 2. Disable power saving of the adapter.\nTried, same result.\n> 3. Test on a wired connection.\nHappens on the cable as well.\n> 4. Install the beta client.\nSorry, we are not allowed to run beta software.",
        ),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, NO_HELP, REPRODUCED, DECLINED]


def test_several_letters_are_answered_at_once() -> None:
    thread = talk(
        ("Li", "王女士，您好！\n请做以下检查：\nA. 检查电源线\nB. 检查内存条\nC. 更新主板固件"),
        ("wang", "A、B都正常。\nC 更新后还是重启。"),
    )
    assert [result for _, result, _ in told(thread)] == [WORKED, WORKED, NO_HELP]


def test_a_result_may_come_long_after_what_was_done() -> None:
    thread = talk(
        (
            "Tom",
            "Hello Priya,\nI look after your case. Please:\n1. Update the dock firmware.\n2. Disable power saving of the adapter.",
        ),
        ("Priya", "1. No change."),
        ("Tom", "Then please go on with the second one."),
        ("Priya", "Step 2 has been applied to all six, done."),
        ("Tom", "Thank you, please keep watching it."),
        ("Priya", "No crash since last week."),
    )
    assert [result for _, result, _ in told(thread)][:2] == [NO_HELP, WORKED]


def test_traditional_characters_read_like_simplified_ones() -> None:
    thread = talk(
        ("張", "林先生您好：\n請依序測試：\n1. 重新安裝用戶端\n2. 停用硬體加速"),
        ("林", "1. 沒有改善\n2. 停用之後畫面已經正常"),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, WORKED]


def test_what_was_tried_is_not_refused_later() -> None:
    thread = talk(
        ("Lin", "吴工，您好！\n请先卸载更新 KB5030000 后重启。"),
        ("wu", "卸载 KB5030000 提示错误 0x800f0825，卸载不了。"),
        ("Lin", "吴工，您好！\n请退出天盾客户端后再登录，看是否还会出现。"),
        ("wu", "天盾退不掉，要密码，信息科说暂时不方便卸载。"),
    )
    assert [result for _, result, _ in told(thread)] == [NO_HELP, DECLINED]


def test_a_but_begins_another_thought() -> None:
    thread = talk(
        ("Sun", "蒋先生，您好！\n请登录授权服务器：\n1. 确认防火墙放行 1688 入站\n2. 重启服务器"),
        (
            "jiang",
            "防火墙加了规则，现在端口通了，但是激活 slmgr /ato 还是失败。\n服务器在生产区，白天不能重启。",
        ),
    )
    assert [result for _, result, _ in told(thread)] == [WORKED, DECLINED]


def test_pointing_at_a_step_is_no_step() -> None:
    thread = talk(
        (
            "Tom",
            "Hello Priya,\nI look after your case. Please:\n1. Update the dock firmware.\n2. Disable power saving of the adapter.",
        ),
        ("Priya", "1. No change."),
        ("Tom", "Then please go for step 2, and if it still crashes upload the memory dump."),
        ("Priya", "Step 2 was applied. No crash since last week."),
    )
    assert [(text, result) for text, result, _ in told(thread)] == [
        ("Update the dock firmware", NO_HELP),
        ("Disable power saving of the adapter", WORKED),
        ("and if it still crashes upload the memory dump", PENDING),
    ]


def test_a_list_of_deeds_needs_no_lead_and_its_answers_say_what_came_of_each() -> None:
    thread = talk(
        (
            "Ding Lan",
            "范围：会议室投屏老断。\n1、电源管理里去掉节能的勾\n2、忘记该网络后重新连接\n3、更新无线网卡驱动",
        ),
        ("hao", "1、节能的勾去了，一样断\n2、重新连了，没什么帮助\n3、没有权限，换不了"),
    )
    assert [step.result for step in find_steps(thread)] == [NO_HELP, NO_HELP, DECLINED]


def test_what_cured_at_last_changes_nothing_of_what_was_in_vain_before() -> None:
    thread = talk(
        ("Ding Lan", "请您先重启两三次。"),
        ("hao", "重启三遍了 还是一样。"),
        ("Ding Lan", "请删除注册表里带 .bak 的那一项。"),
        ("hao", "带 .bak 的那项删除了 重启后好了"),
    )
    assert [step.result for step in find_steps(thread)] == [NO_HELP, WORKED]
