"""Beginnings of what may stand at an address, of our own making."""

from __future__ import annotations

RSS = "<?xml version='1.0'?><!-- <feed> --><rss version='2.0'><channel><title>颍川 新闻</title></channel></rss>"
EPAPER = """<html><head><title>颍川晚报数字报</title></head><body>
<MAP NAME=pagepicmap><Area coords="1,2,3,4" shape="polygon" href="content_81.htm?div=-1"></MAP>
<a id=pageLink href=./node_12.htm>第01版：头版</a><a id=pageLink href=node_13.htm>第02版：要闻</a></body></html>"""
NEWER_EPAPER = """<html><body><div class="list"><a href="col01.html">01版</a><a href="col02.html">02版</a></div>
<map name="m"><area shape="rect" coords="1,1,2,2" href="../../../con/202610/02/content_7.html"></map></body></html>"""
ROW = '<li><a href="/tzgg/t202610{n:02}_84{n}.html">关于做好第{n}批申报工作的通知</a><span>2026-10-{n:02}</span></li>'
LIST = "<html><title>通知公告</title><body><ul>" + "".join(ROW.format(n=n) for n in range(1, 9)) + "</ul></body></html>"
BLOCK = (
    '<div class="i"><div class="t"><a href="/zf/{n}.html">关于做好第{n}批申报工作的通知</a></div>'
    "<div>发布日期：2026.10.{n:02}</div></div>"
)
BLOCKS = "<html><body><div>" + "".join(BLOCK.format(n=n) for n in range(1, 9)) + "</div></body></html>"
INSIDE = '<li><a href="/zf/{n}.html"><h3>关于做好第{n}批申报工作的通知</h3><time>2026-10-{n:02} 09:30</time></a></li>'
INSIDES = "<html><body><ul>" + "".join(INSIDE.format(n=n) for n in range(1, 9)) + "</ul></body></html>"
UNDATED = "<html><body>" + "<p><a href='/about'>关于我们的一些说明文字</a></p>" * 9 + "</body></html>"
