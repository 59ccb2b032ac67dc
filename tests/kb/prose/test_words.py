from kb.prose.words import concepts, terms, weights


def test_words_of_one_meaning_are_one_term() -> None:
    assert concepts("请抓取网络数据包") & concepts("we sent the network trace")
    assert concepts("采集工具") == concepts("data collection tool") == {"#collection-tool"}


def test_pairs_of_chinese_characters_and_english_stems_are_terms() -> None:
    assert {"印服", "服务"} <= terms("重启打印服务")
    assert "printer" in terms("two printers")


def test_words_that_say_nothing_are_left_out() -> None:
    assert terms("and then it was the") == frozenset()
    assert terms("了的是在") == frozenset()


def test_rare_terms_weigh_more_and_concepts_most() -> None:
    weight = weights([frozenset({"a", "b"}), frozenset({"a"}), frozenset({"a", "#dump"})])
    assert weight["a"] < weight["b"] < weight["#dump"]
