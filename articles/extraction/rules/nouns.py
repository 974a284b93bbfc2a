"""What papers count: nouns by kind. One word, one kind; the longest word that fits counts."""

from __future__ import annotations

from enum import StrEnum

from articles.extraction.terms import words


class Kind(StrEnum):
    """What a counted noun is, before its sentence says which metric it makes."""

    VILLAGE = "village"
    COMMUNITY = "community"
    UNIT = "unit"
    STREET = "street"
    BRANCH = "branch"
    WEAK = "weak"
    DEPARTMENT = "department"
    TASK_FORCE = "task_force"
    TEAM = "team"
    FINDING = "finding"
    WISH = "wish"
    CASE = "case"
    PROJECT = "project"
    ESTATE = "estate"
    TASK = "task"
    MATTER = "matter"
    STANDARD = "standard"
    MEASURE = "measure"
    LIST = "list"
    MEETING = "meeting"
    TRAINING = "training"
    ACTIVITY = "activity"
    INSPECTION = "inspection"
    BULLETIN = "bulletin"
    GRID = "grid"
    GRID_STAFF = "grid_staff"
    STAFF = "staff"
    VOLUNTEER = "volunteer"
    PEOPLE = "people"
    MEMBERS = "members"
    HOUSEHOLD = "household"
    HONOUR = "honour"
    SITE = "site"
    ENTERPRISE = "enterprise"
    CATEGORY = "category"
    NOTHING = "nothing"


_WORDS: dict[Kind, str] = {
    Kind.VILLAGE: "村 行政村 建制村 村庄 农村",
    Kind.COMMUNITY: "社区 城市社区",
    Kind.UNIT: "村(社区) 村、社区 村和社区 村(居) 村居 村社 村社区 社区(村)",
    Kind.STREET: "乡镇(街道) 街道(乡镇) 乡镇街道 乡镇、街道 乡镇 街道 镇 乡 办事处",
    Kind.BRANCH: """
        党支部 支部 党组织 基层党组织 村党组织 村党支部 社区党组织 村支部 社区支部
        村级党组织 党委 党总支
    """,
    Kind.WEAK: """
        软弱涣散村 软弱涣散党组织 软弱涣散村党组织 软弱涣散基层党组织 软弱涣散村级党组织
        软弱涣散村(社区) 软弱涣散党支部
    """,
    Kind.DEPARTMENT: """
        牵头单位 责任单位 成员单位 帮扶单位 包联单位 单位 部门 创建工作牵头单位 职能部门
        县直单位 市直单位 区直单位 直属单位
    """,
    Kind.TASK_FORCE: "专班 工作专班 创建专班 创建工作专班 创星专班",
    Kind.TEAM: """
        队 队伍 突击队 服务队 志愿服务队 先锋队 先锋突击队 宣讲团 小分队 巡逻队 工作队
        督导组 督导指导组 工作组 观摩组 验收组 评估组 检查组 指导组 督查组 专项组 督导队
        帮扶队 宣讲队
    """,
    Kind.FINDING: """
        问题 隐患 短板 不足 薄弱环节 弱项 短板弱项 问题短板 堵点 难点 堵点难点 难题 缺点
        痛点 问题隐患 风险隐患 问题线索 差距 点位问题 矛盾问题
    """,
    Kind.WISH: """
        意见 建议 意见建议 诉求 需求 民意 民情 急难愁盼 心愿 金点子 微心愿 群众诉求 居民诉求
    """,
    Kind.CASE: "矛盾纠纷 纠纷 矛盾 信访 信访案件 案件 信访件 信访事项 邻里纠纷 信访积案",
    Kind.PROJECT: """
        项目 工程 重点项目 创星项目 产业项目 民生项目 集体经济项目 民生工程 惠民项目
        建设项目 民生实事项目
    """,
    Kind.ESTATE: "小区 老旧小区 楼院 老旧楼院 楼栋",
    Kind.TASK: """
        任务 重点任务 具体任务 工作任务 创建任务 重点工作 事项 重点事项 工作要点 目标任务
        难事
    """,
    Kind.MATTER: "实事 民生实事 好事 实事好事 惠民实事 好事实事",
    Kind.STANDARD: "标准 评价标准 指标 考核指标 评分标准 创建标准 考核标准 细则 评定标准",
    Kind.MEASURE: """
        措施 举措 制度 机制 工作机制 工作制度 办法 规定 文件 方案 规章制度 硬措施 工作方案
    """,
    Kind.LIST: "清单 台账 任务清单 责任清单 问题清单 项目清单 纪实清单",
    Kind.MEETING: """
        推进会 专题研究 座谈会 调度会 例会 研判会 现场会 动员会 部署会 联席会 联席会议 专题会
        专题会议 工作会 会议 恳谈会 观摩会 评审会 述职会 总结会 分析会 党员大会 议事会
        工作例会 党建例会 书记例会 民主生活会 动员大会 工作推进会 会商会 现场推进会 调度会议
        党委会 支委会 交流会 工作会议 群众会 村民会 碰头会 圆桌会 院落会 板凳会 屋场会 擂台会 点评会
    """,
    Kind.TRAINING: """
        培训 培训班 轮训 培训会 讲座 夜校 专题培训 业务培训 集中培训 技能培训 专题讲座
        示范培训 专题培训班 创星培训班 大讲堂 讲堂 课堂 轮训班 授课
    """,
    Kind.ACTIVITY: """
        活动 宣讲 志愿服务 志愿服务活动 文体活动 主题党日 主题党日活动 党课 比武 大比武 演出
        义诊 招聘会 整治 环境整治 擂台赛 竞赛 宣传 理论宣讲 政策宣讲 理论政策宣讲 公益活动
        实践活动 文化活动 擂台比武 清洁行动 集中整治 知识竞赛 擂台比拼
    """,
    Kind.INSPECTION: """
        督导 督查 检查 监督 巡查 暗访 观摩 观摩评比 调研 督导检查 回头看 验收 评估 巡察 指导
        排查 大排查 调研督导 实地督导 专项督导 督导调研 明察暗访 走访调研 季度观摩 观摩活动
        评比 拉练
    """,
    Kind.BULLETIN: """
        通报 督导通报 督办单 预警单 督办函 交办单 整改通知书 整改建议书 建议书 简报 提示函 提醒函
        通知单 工作提示 工作通报 工作简报 督查通报 整改通知单 交办函 督办通知 提示单 通知书 专报
    """,
    Kind.GRID: "网格 全科网格 微网格 基础网格 一级网格 二级网格 三级网格 综合网格",
    Kind.GRID_STAFF: """
        网格员 网格长 专职网格员 兼职网格员 微网格长 微网格员 全科网格员 楼栋长
    """,
    Kind.STAFF: """
        干部 组工干部 第一书记 党支部书记 支部书记 党组织书记 村支书 书记 指导员 人才
        工作队员 领军人 骨干 工作人员 专干 后备干部 年轻干部 村级后备干部 机关干部 镇村干部
        优秀人才 党建指导员 联络员 包村干部 驻村干部 科级干部 大学生 退役军人 致富能手
        乡土人才 力量 精干力量 警务人员 辅警 村警 专职干部
    """,
    Kind.VOLUNTEER: "志愿者 党员志愿者 志愿服务者 青年志愿者 巾帼志愿者 志愿服务人员",
    Kind.PEOPLE: """
        人 党员 群众 村干部 党员干部 党员群众 村(社区)干部 负责人 居民 村民 代表 两委干部
        业务骨干 青年干部 党务工作者 党员代表 群众代表 村社干部
    """,
    Kind.MEMBERS: "家庭成员",
    Kind.HOUSEHOLD: """
        庭院 五美庭院 美丽庭院 困难家庭 困难群众 脱贫户 监测户 特殊群体家庭 家庭 农户 困难户
        困难群体 户 居民户
    """,
    Kind.HONOUR: """
        先进村 先进集体 先进个人 先进单位 先进社区 流动红旗 红旗 奖牌 牌匾 荣誉 称号 进步星
        锦旗 示范村 先进党支部 先进基层党组织 优秀党员 优秀共产党员 优秀党务工作者 红旗村
        进步星支部 先进街道 先进乡镇 荣誉称号 优秀支部 标兵 样板村 先进典型 示范点 进步村
        奖项
    """,
    Kind.SITE: """
        服务站 养老服务站 社区养老服务站 广场 文化广场 党校 示范党校 基地 实训基地 教育基地
        公寓 站点 服务站点 阵地 服务中心 停车场 文化大院 党群服务中心 党群服务站 驿站
        暖心驿站 食堂 活动室 游园 口袋公园 幸福院 卫生室 图书室 充电桩 图书角 综合服务中心
        小广场 大舞台 文化活动中心 康养公寓 实践站 教学点
    """,
    Kind.ENTERPRISE: "企业 合作社 公司 商户 专业合作社",
    Kind.CATEGORY: "主体 群体",
    Kind.NOTHING: """
        村民组 村民小组 自然村 文明户 星级文明户 方面 环节 阶段 关键 重点 字 维度 原则 亮点
        特色 村民代表 议题 小组 后进村 落后村 后进支部 后进党支部 大棚 温室 图斑 违建 酒店
        宾馆 景区 导游 民宿 楼栋 岗位 意识 维护 自信 确立 务必 导向 聚焦 坚持 结合 创新 转变
        提升 层面 领域 板块 步骤 篇章 战略 月 年 季度 小时 星期
    """,
}
# 43个行政村党支部书记 are people, whatever they lead.
_LED = (*words(_WORDS[Kind.VILLAGE]), *words(_WORDS[Kind.COMMUNITY]), *words(_WORDS[Kind.UNIT]))
_WORDS[Kind.STAFF] += " ".join(
    f" {led}{office}" for led in _LED for office in ("党支部书记", "党组织书记", "支部书记", "书记")
)
KIND_OF: dict[str, Kind] = {word: kind for kind, listed in _WORDS.items() for word in words(listed)}
LONGEST = max(len(word) for word in KIND_OF)
PERSONS = frozenset(
    {
        Kind.STAFF,
        Kind.GRID_STAFF,
        Kind.VOLUNTEER,
        Kind.PEOPLE,
        Kind.MEMBERS,
        Kind.HONOUR,
    }
)
OCCASIONS = frozenset({Kind.MEETING, Kind.TRAINING, Kind.ACTIVITY, Kind.INSPECTION, Kind.BULLETIN})
