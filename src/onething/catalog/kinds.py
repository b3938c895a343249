"""The kinds of items by their code in GB/T 39046-2020, table A.1."""

from onething.catalog.definitions import Kind

KIND_CODES: dict[Kind, str] = {
    "行政许可": "01",
    "行政处罚": "02",
    "行政强制": "03",
    "行政征收": "04",
    "行政给付": "05",
    "行政检查": "06",
    "行政确认": "07",
    "行政奖励": "08",
    "行政裁决": "09",
    "其他行政权力": "10",
    "公共服务": "20",
}
