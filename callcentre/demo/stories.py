"""What the demo's callers complain of: made up, in two languages."""

from dataclasses import dataclass

from callcentre.domain.call import Language


@dataclass(frozen=True, slots=True)
class Story:
    """What one caller complains of."""

    name: str
    company: str
    address: str
    category: str
    impact: str
    loss: str
    content: str
    crux: str
    wish: str
    reason: str
    language: Language = Language.ZH


STORIES = (
    Story(
        "李先生",
        "光华电子",
        "上海市徐汇区漕溪北路88号",
        "delay",
        "business_stopped",
        "possible",
        "样品说好昨天下午到美国客户手里，到现在还没有消息，客户说再等不到就取消订单。",
        "样品没有按时送到",
        "今天之内送达，并出一份说明",
        "承运方还没有确认航班",
    ),
    Story(
        "陈经理",
        "东方贸易",
        "青岛市市南区香港中路12号",
        "documents",
        "below_expectation",
        "possible",
        "结关单据催了三次还没有拿到，退税要来不及了。",
        "结关单据迟迟没有返回",
        "本周拿到单据",
        "单据还在口岸那边",
    ),
    Story(
        "王女士",
        "",
        "杭州市西湖区文三路7号",
        "damage",
        "below_expectation",
        "yes",
        "收到两箱茶具，一箱外面有压痕，里面碎了三只杯子。",
        "茶具破损三只",
        "照价赔偿或重发",
        "要先看装卸的记录",
    ),
    Story(
        "Mr Brown",
        "Harbour Trading",
        "18 Cecil Street, Singapore",
        "wrong_info",
        "slight",
        "none",
        "The website has shown the same location for three days and nobody could tell me why.",
        "Tracking page has not moved",
        "To know where the parcel is",
        "the carrier's scan has not come in",
        Language.EN,
    ),
    Story(
        "赵经理",
        "北辰机械",
        "天津市河西区友谊路30号",
        "delay",
        "below_expectation",
        "possible",
        "三十个标箱被船公司推到下一班，事先没有人通知我们。",
        "被推迟一班船",
        "赔偿延误的费用",
        "船公司下午才给答复",
    ),
    Story(
        "宋会计",
        "宏达商贸",
        "苏州市工业园区星海街5号",
        "price",
        "below_expectation",
        "yes",
        "报价三千二，账单来了三千六百八，多出来的没人解释。",
        "账单比报价多480元",
        "按报价结算",
        "要和销售核对计费重量",
    ),
    Story(
        "罗大爷",
        "",
        "成都市武侯区人民南路四段",
        "attitude",
        "slight",
        "none",
        "送货的小伙子态度很不好，让我自己下楼搬。",
        "送货员态度差",
        "道个歉",
        "要先听听送货员怎么说",
    ),
    Story(
        "Ms Okafor",
        "Lagos Fabrics",
        "7 Broad Street, Lagos",
        "delay",
        "business_stopped",
        "yes",
        "Two containers were due on Monday. My workshop has stood still since Tuesday morning.",
        "Containers four days late",
        "A delivery date we can rely on",
        "the terminal has not released the containers",
        Language.EN,
    ),
    Story(
        "梁老板",
        "梁记茶行",
        "广州市荔湾区文昌北路",
        "cod_payment",
        "below_expectation",
        "yes",
        "货十天前就签收了，代收的货款到现在没有到账。",
        "代收货款没有返还",
        "尽快到账",
        "财务在核对",
    ),
    Story(
        "丁经理",
        "立信机电",
        "无锡市滨湖区太湖大道",
        "communication",
        "below_expectation",
        "none",
        "改了收货时间，打了两次电话都说记下了，司机还是按老时间来。",
        "改期没有通知到司机",
        "以后改期有人确认",
        "要问调度那边怎么交接的",
    ),
    Story(
        "何先生",
        "",
        "深圳市南山区科技园",
        "damage",
        "below_expectation",
        "yes",
        "显示器屏幕裂了一道，外箱没有明显的痕迹。",
        "显示器屏幕破裂",
        "退款或者重发",
        "要先核实是哪一段造成的",
    ),
    Story(
        "Herr Vogel",
        "Vogel Optik",
        "Hafenstraße 4, Hamburg",
        "customs",
        "below_expectation",
        "possible",
        "The customs papers name the wrong tariff number, and the goods are held in Bremerhaven.",
        "Wrong tariff number on the papers",
        "Corrected papers this week",
        "the broker is correcting the declaration",
        Language.EN,
    ),
)
