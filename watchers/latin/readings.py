"""How the characters of place names are read, without tones: every one that stands in the name of a division of China.

The reading that place names have (长 chang, 朝 chao, 六 liu); where a name has another one, `names.py` says so. Made
with pypinyin over the names of the National Bureau of Statistics down to counties, and of Henan's towns; what it
chose wrongly is mended by hand. Facts of the language, no text of others.
"""

from __future__ import annotations

_READINGS = """
a 阿 ai 爱艾 an 安岸庵鞍 ang 昂 ao 敖澳
ba 八坝巴扒灞芭霸鲅 bai 拜柏白百 ban 半坂搬板版班 bao 保包堡宝薄豹 bei 北碑碚背贝陂 ben 本 beng 蚌 bi 壁比毕泌濞璧碧
bian 卞汴边 bie 别 bin 宾彬滨 bing 兵秉 bo 亳伯勃博卜播泊波渤 bu 埠布步部
cai 彩菜蔡采 cang 仓沧苍 cao 曹槽草 ce 册策 cen 岑 cha 察岔查茶 chai 柴 chan 产瀍禅 chang 厂场常昌畅苌长
chao 巢晁朝潮超 che 车 chen 辰郴陈 cheng 呈城成承澄称程 chi 尺池茌赤迟 chong 充冲崇重 chou 仇畴 chu 出楚滁褚
chuan 传川船 chuang 创 chun 春椿淳 ci 慈次磁茨 cong 丛从 cui 崔翠 cun 村 cuo 措酂错
da 大打达 dai 代傣岱待戴袋 dan 丹儋单旦郸 dang 党垱宕当砀 dao 刀岛稻道 de 得德的 deng 灯登磴等蹬邓
di 地坻堤帝底棣滴翟迪邸 dian 佃垫店淀点电甸 diao 刁调 die 叠迭 ding 丁定顶鼎 dong 东侗冻峒洞董 dou 斗豆陡
du 度杜渡独都 duan 段端 dui 堆 dun 墩敦顿 duo 多掇
e 峨鄂额 en 恩 er 二儿尔洱耳
fa 发法 fan 樊烦畈番繁范饭 fang 坊房放方纺邡防 fei 妃肥费飞 fen 分坟汾芬 feng 丰冯凤奉封峰枫烽蜂锋风 fo 佛
fu 付伏傅复孚富府扶抚浮涪甫福符罘腐芙阜附
ga 伽嘎噶 gai 改盖 gan 干感杆甘竿赣 gang 冈刚堽岗港钢 gao 告皋藁高 ge 个仡各圪戈格歌葛阁革 gen 根 geng 耕耿
gong 公共功宫工巩弓恭拱珙贡龚 gou 构沟缑苟 gu 古固堌姑故沽股谷顾鼓 gua 瓜 guai 拐 guan 关冠官灌管莞观馆 guang 光广
gui 归桂贵 gun 滚 guo 国果涡虢郭
ha 哈 hai 海 han 函含寒汉涵罕邗邯韩 hang 杭航 hao 好昊浩濠豪郝 he 何合和河禾荷菏贺赫鹤 hei 黑 heng 亨恒横衡
hong 宏洪红虹鸿 hou 侯候厚后垕 hu 互呼壶户斛浒湖祜胡葫虎鄠 hua 划化华桦滑花骅 huai 怀槐淮 huan 桓洹环郇
huang 凰晃湟潢煌皇簧黄 hui 会回徽惠晖汇茴辉 hun 浑珲 huo 火获豁货霍
ji 冀即及吉基姬寄技暨极汲济祭积稷箕级绩蓟际集鸡 jia 佳加嘉夹家架贾迦郏 jian 健剑尖建涧监碱简箭间 jiang 姜将江疆绛蒋
jiao 交叫椒焦礁胶蕉蛟角郊 jie 介揭界结节街解 jin 今斤晋津缙近进金锦靳 jing 井京净敬旌景泾竞精经荆镜靖静
jiu 久九旧酒韭鸠 ju 举句居巨炬聚莒钜 juan 鄄 jue 觉 jun 军君峻筠钧
ka 卡喀 kai 凯开 kan 坎堪 kang 亢康 kao 考 ke 克可岢柯棵科轲 ken 垦 kong 孔崆空 kou 口寇 ku 库窟 kuai 块 kuan 宽
kuang 匡矿 kui 奎隗 kun 坤昆 kuo 阔
la 喇拉腊 lai 崃来涞莱赉 lan 兰岚栏澜蓝 lang 廊朗浪狼琅蒗郎阆 lao 佬崂潦老 le 乐勒 lei 垒嫘磊类耒雷 leng 冷棱楞
li 丽傈利力历厉李栎栗梨溧澧犁理礼离立荔蠡醴里鲤黎 lian 廉涟濂练联莲连 liang 两亮凉梁粱良量 liao 料聊蓼辽 lie 烈
lin 临林淋蔺邻麟 ling 令凌岭灵陵零 liu 六刘柳流浏溜留 long 陇隆龙 lou 娄楼 lu 卢庐泸渌潞炉碌禄芦路陆露鲁鹿麓
luan 栾滦 lun 仑伦轮 luo 洛漯罗萝逻骆 lü 吕旅绿闾 lüe 略
ma 玛码马麻 mai 迈麦 man 曼满 mang 芒茫莽蟒邙 mao 毛茂茅 mei 嵋梅湄煤眉美 men 们门 meng 勐孟梦盟蒙 mi 密弥汨米蜜
mian 冕勉棉渑绵 miao 庙苗 min 岷敏民闵闽 ming 名明洺铭鸣 mo 墨末漠磨秣莫谟陌默 mou 谋 mu 亩仫木母沐牟牡牧穆
na 纳那 nai 乃奈 nan 南楠 nang 囊 nao 恼淖闹 ne 讷 nei 内 nen 嫩 ni 尼泥 nian 年碾鲇 nie 涅聂 ning 宁 niu 牛 nong 农
nu 怒 nuo 诺 nü 女
ou 瓯
pai 拍牌 pan 攀潘盘磐 pang 庞 pei 沛裴 pen 盆 peng 彭棚蓬 pi 伾皮邳郫 pian 偏 piao 票 pin 品 ping 凭坪屏平苹萍
po 坡婆泼鄱颇 pu 仆圃埔普浦濮莆葡蒲谱铺
qi 七其启奇岐旗期杞栖歧汽淇祁綦耆蕲起骑麒齐 qia 恰 qian 乾前千浅潜犍谦迁钱铅阡黔 qiang 墙强羌 qiao 乔巧桥硚谯
qie 且茄 qin 勤沁琴秦钦 qing 庆晴清箐轻青 qiong 琼邛 qiu 丘秋邱 qu 区屈岖曲朐渠瞿衢 quan 全券劝圈权泉 que 确雀 qun 群
rang 壤穰让 rao 饶 ren 人仁任 ri 日 rong 容榕荣蓉融 rou 柔 ru 乳如汝 ruan 阮 rui 瑞芮 run 润 ruo 若
sa 撒萨 sai 塞赛 san 三伞 sang 桑 se 色 seng 僧 sha 沙砂纱莎 shan 善山汕鄯陕 shang 上商尚 shao 少稍绍邵韶
she 佘射歙涉畲社设赊 shen 审慎椹沈深申神莘 sheng 圣嵊生盛省胜 shi 什十史始实市师施是柿氏浉狮石示试释食 shou 寿手首
shu 书墅曙术树殊沭熟疏竖舒蜀 shuang 双 shui 水 shun 顺 shuo 朔硕 si 司四寺思斯汜泗 song 宋嵩松淞送颂 su 僳宿肃苏
sui 濉睢穗绥遂随 sun 孙 suo 所索
ta 塔 tai 台太泰 tan 坛探滩潭覃谈谭郯 tang 唐堂塘棠汤 tao 桃洮滔萄陶 te 特 teng 滕腾藤 ti 体提 tian 天甜田 tiao 条
tie 铁 ting 亭庭汀 tong 同桐潼通铜 tou 头投 tu 吐图土徒涂突 tuan 团湍 tun 屯 tuo 托拖沱脱陀
wa 佤娲洼瓦 wai 外歪 wan 万完宛湾 wang 往旺望汪王 wei 为伟位卫围圩委威尉尾巍微未洧渭潍纬维蔚薇魏 wen 文汶温问闻
weng 瓮翁 wo 卧斡沃窝 wu 乌五伍务勿午吴吾坞婺屋巫悟无梧武物舞芜
xi 习喜奚席息昔洗浠淅溪稀细西锡隰 xia 下厦夏峡硖辖霞 xian 仙县咸弦献现贤鲜 xiang 乡厢向响橡湘相祥翔芗襄象镶项香
xiao 孝小校猇肖萧逍霄 xie 谢 xin 信心忻新辛 xing 兴型星杏荥行邢陉 xiong 熊雄 xiu 休修岫秀 xu 叙徐溆盱许须 xuan 宣旋玄
xue 学穴薛踅雪 xun 寻循旬浔浚逊
ya 亚垭岈崖涯牙琊雅鸦鸭 yan 偃兖堰岩延彦晏沿演炎烟焉盐研砚郾鄢闫阎雁颜验 yang 仰央扬杨洋漾羊阳 yao 姚尧瑶窑耀腰要遥
ye 业冶叶掖爷邺野 yi 一义仪伊依医夷宜峄弋彝意易沂猗益眙翼艺蚁衣谊邑驿黟 yin 印尹殷荫鄞银阴音 ying 应瀛盈英营蓥迎颍鹰
yong 埇永邕雍 you 优友右尤攸油游犹由邮酉 yu 于余圉域宇屿峪榆渔渝玉盂禹禺羽舆虞裕豫郁隅雨鱼
yuan 元原员园垣沅源苑袁远院 yue 岳月越 yun 云匀蕴运郓郧
za 杂 zai 载 zan 昝赞 zang 藏 zao 枣 ze 则泽 zeng 增曾 zha 扎札柞渣闸 zhai 寨 zhan 占沾湛站詹 zhang 丈张彰掌樟涨漳章
zhao 召招昭照肇诏赵 zhe 柘浙禇赭遮 zhen 圳振浈珍真贞镇震 zheng 征政正蒸郑
zhi 之只址峙志指智枝植沚治滍直纸织脂至芝芷轵陟 zhong 中仲冢忠种钟 zhou 周州洲舟 zhu 主助朱柱株洙珠祝竹诸驻
zhuan 专砖转 zhuang 壮庄状 zhun 准 zhuo 卓涿 zi 子字孜梓淄滋秭紫自资 zong 宗枞综 zou 邹 zu 族祖足 zui 嘴 zun 遵
zuo 作岞左胙
"""


def readings() -> dict[str, str]:
    """Character → syllable."""
    words = _READINGS.split()
    return {character: syllable for syllable, every in zip(words[::2], words[1::2], strict=True) for character in every}
