"""How programs write the mail that is answered, below or around the answer `好的`.

In all of them Lin Mo wrote `请重启。` on 28 April 2020 at ten past five in the afternoon.
"""

TEXTS = {
    "Outlook, Chinese": """好的

发件人: 林墨 <linmo@tern.example>
发送时间: 2020年4月28日 17:10
收件人: Bo Ha <bo@lake.example>
抄送: 'Desk' <desk@tern.example>
主题: 答复: 打印慢

请重启。
""",
    "Outlook, taiwanese": """好的

寄件者: 林墨 [mailto:linmo@tern.example]
寄件日期: 2020年4月28日 下午 05:10
收件者: Bo Ha
副本: Desk
主旨: 打印慢

请重启。
""",
    "Outlook, English": """好的

-----Original Message-----
From: 林墨 [mailto:linmo@tern.example]
Sent: Tuesday, April 28, 2020 5:10 PM
To: Bo Ha
Subject: RE: slow

请重启。
""",
    "Outlook, German": """好的

Von: 林墨 <linmo@tern.example>
Gesendet: Dienstag, 28. April 2020 17:10
An: Bo Ha <bo@lake.example>
Betreff: AW: langsam

请重启。
""",
    "Outlook, French": """好的

De : 林墨 <linmo@tern.example>
Envoyé le : mardi 28 avril 2020 17 h 10
À : Bo Ha
Objet : lent

请重启。
""",
    "Outlook on the web": """好的

________________________________
发件人: 林墨 <linmo@tern.example>
发送时间: 2020年4月28日 17:10:00
收件人: Bo Ha <bo@lake.example>
主题: Re: slow
\u0020
请重启。
""",
    "Outlook, saved as text": """好的

From:\t林墨 <linmo@tern.example>
Sent:\tTuesday, April 28, 2020 5:10 PM
To:\tBo Ha
Subject:\tRE: slow

Importance:\tHigh

请重启。
""",
    "Outlook Express": """好的
----- Original Message -----\u0020
From: "林墨" <linmo@tern.example>
To: <bo@lake.example>
Sent: Tuesday, April 28, 2020 5:10 PM
Subject: slow


> 请重启。
>
""",
    "Outlook, text in bold": """好的

*发件人:* 林墨 <linmo@tern.example>
*发送时间:* 2020年4月28日 17:10
*收件人:* Bo Ha <bo@lake.example>
*主题:* Re: slow

请重启。
""",
    "labels in two languages": """好的

发件人/From: 林墨 <linmo@tern.example>
发送时间/Sent: 2020年4月28日 17:10
收件人/To: Bo Ha <bo@lake.example>
主题/Subject: Re: slow

请重启。
""",
    "labels in two languages, otherwise": """好的

From (发件人): 林墨 <linmo@tern.example>
Sent (发送时间): 2020-04-28 17:10
To (收件人): Bo Ha <bo@lake.example>
Subject (主题): Re: slow

请重启。
""",
    "broken lines": """好的

发件人: 林墨
<linmo@tern.example>
发送时间: 2020年4月28日
17:10
收件人: Bo Ha with a long name and a department <bo.with.a.lo
ng.address@lake.example>
主题: Re: slow

请重启。
""",
    "one line": """好的

From: 林墨 <linmo@tern.example> Sent: Tuesday, April 28, 2020 5:10 PM To: Bo Ha Subject: Re: slow

请重启。
""",
    "Foxmail": """好的



Bo Ha
\u0020
发件人： 林墨 <linmo@tern.example>
发送时间： 2020-04-28 17:10
收件人： bo
抄送： desk
主题： 打印慢
请重启。
""",
    "QQ Mail": """好的


------------------\u00a0原始邮件\u00a0------------------
发件人:\u00a0"林墨"<linmo@tern.example>;\u0020
发送时间:\u00a02020年4月28日(星期二) 下午5:10
收件人:\u00a0"Bo Ha"<bo@lake.example>;\u0020
主题:\u00a0答复: 打印慢



请重启。
""",
    "QQ Mail on a phone": """好的

发自我的iPhone


------------------ Original ------------------
From: 林墨 <linmo@tern.example>
Date: 周二,4月 28,2020 17:10
To: Bo Ha <bo@lake.example>
Subject: Re: 打印慢

请重启。
""",
    "NetEase": """好的


在 2020-04-28 17:10:00，"林墨" <linmo@tern.example> 写道：
>请重启。
""",
    "NetEase Master": """好的


---- 回复的原邮件 ----
| 发件人 | 林墨<linmo@tern.example> |
| 日期 | 2020年04月28日 17:10 |
| 收件人 | Bo Ha<bo@lake.example> |
| 主题 | 回复：打印慢 |
请重启。
""",
    "WeChat Work": """好的

发自我的企业微信


----------回复的邮件信息----------
林墨 <linmo@tern.example> 在 2020年4月28日(周二) 17:10 写道：

请重启。
""",
    "Alibaba Mail": """好的
------------------------------------------------------------------
发件人：林墨 <linmo@tern.example>
发送时间：2020年4月28日(星期二) 17:10
收件人：Bo Ha <bo@lake.example>
主　题：Re：打印慢

请重启。
""",
    "a telephone": """好的

从我的手机发送


-------- 原始邮件 --------
发件人： 林墨 <linmo@tern.example>
日期： 28/4/20 17:10
收件人： Bo Ha <bo@lake.example>
主 题： Re: 打印慢
请重启。
""",
    "iPhone": """好的

发自我的 iPhone

> 在 2020年4月28日，下午5:10，林墨 <linmo@tern.example> 写道：
>\u0020
> \ufeff请重启。
""",
    "iPhone, newer": """好的

发自我的 iPhone

在 2020年4月28日，17:10，林墨 <linmo@tern.example> 写道：

\ufeff
请重启。
""",
    "Apple Mail, forwarded": """好的

> 下面是被转发的邮件：
>\u0020
> 发件人: 林墨 <linmo@tern.example>
> 主题: 回复：打印慢
> 日期: 2020年4月28日 GMT+8 17:10:00
> 收件人: Bo Ha <bo@lake.example>
>\u0020
> 请重启。
""",
    "Gmail": """好的

On Tue, Apr 28, 2020 at 5:10 PM 林墨 <linmo@tern.example>
wrote:

> 请重启。
>
""",
    "Gmail, address on the next line": """好的

On Tue, Apr 28, 2020 at 5:10 PM 林墨 <
linmo@tern.example> wrote:

> 请重启。
""",
    "Gmail, Chinese": """好的

林墨 <linmo@tern.example> 于2020年4月28日周二 下午5:10写道：

> 请重启。
""",
    "Gmail, Japanese": """好的

2020年4月28日(火) 17:10 林墨 <linmo@tern.example>:

> 请重启。
""",
    "Thunderbird": """On 4/28/20 5:10 PM, 林墨 <linmo@tern.example> wrote:
> 请重启。

好的
""",
    "Thunderbird, Chinese": """好的

在 2020/4/28 17:10, 林墨 <linmo@tern.example> 写道:
> 请重启。
""",
    "Thunderbird, forwarded": """好的

-------- 转发的消息 --------
主题: \t打印慢
日期: \tTue, 28 Apr 2020 17:10:00
发件人: \t林墨 <linmo@tern.example>
收件人: \tBo Ha <bo@lake.example>

请重启。
""",
    "Yahoo": """好的

On Tuesday, April 28, 2020, 05:10:00 PM, 林墨 <linmo@tern.example> wrote:\u0020\u0020

请重启。
""",
    "Notes": """好的



From:   林墨 <linmo@tern.example>
To:     Bo Ha/Lake@Lake,\u0020
Date:   28.04.2020 17:10
Subject:        slow



请重启。
""",
    "Dynamics": """好的
--------------- 请不要删除此行以下内容 -----------------
From: 林墨 <linmo@tern.example>;
Received: Tue Apr 28 2020 17:10:00
To: desk@tern.example; Support;
Subject: RE: slow

请重启。
""",
}
