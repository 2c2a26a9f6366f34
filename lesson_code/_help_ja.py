"""The help texts in Japanese, and what click itself says; the English stands beside the code.

HELP goes by command, `mine write`, or by command and option, `mine train --lr`; an option that says
the same in several commands stands there without one. The first line of a command's help is what
lists show. Examples are those of the English help.
"""

HEADINGS = {"Options": "オプション", "Commands": "コマンド"}

# What click says, as patterns, and the Japanese. What a group of the pattern holds is put into {0},
# {1} ...; it may be a sentence of click's in its turn.
CLICK = (
    (r"(.+[.\]]) Did you mean (.+)\?", "{0}もしかして {1} ですか。"),
    (r"(.+\.) \(Did you mean one of: (.+)\?\)", "{0}もしかして {1} のどれかですか。"),
    (r"No such command (.+)\.", "{0} というコマンドはありません。"),
    (r"No such option (.+)\.", "{0} というオプションはありません。"),
    (r"Missing command\.", "コマンドを指定してください。"),
    (r"Missing (?:argument|option|parameter) (.+?)\.(?: .*)?", "{0} を指定してください。"),
    (r"Got unexpected extra arguments? \((.+)\)", "余分な引数があります: {0}"),
    (r"Option (.+) requires an argument\.", "{0} には値が要ります。"),
    (r"Option (.+) does not take a value\.", "{0} に値は付けられません。"),
    (r"Invalid value for (.+?): (.+)", "{0} の値が正しくありません。{1}"),
    (r"Invalid value: (.+)", "値が正しくありません。{0}"),
    (r"(.+) is not one of (.+)\.", "{0} は使えません。{1} のどれかを指定してください。"),
    (r"(.+) is not in the range (.+)\.", "{0} は範囲 {1} に入っていません。"),
    (r"(.+) is not a valid integer(?: range)?\.", "{0} は整数ではありません。"),
    (r"(.+) is not a valid float(?: range)?\.", "{0} は数ではありません。"),
    (r"(?:Path|File|Directory) (.+) does not exist\.", "{0} は見つかりません。"),
    (r"(?:Path|File|Directory) (.+) is a directory\.", "{0} はファイルではなく、フォルダです。"),
    (r"(?:Path|File|Directory) (.+) is a file\.", "{0} はフォルダではなく、ファイルです。"),
    (r"(?:Path|File|Directory) (.+) is not readable\.", "{0} を読めません。"),
)

HELP = {
    "": """NumPyだけで、ゼロからニューラルネットワークを作ります。

Tabでの補完（`lesson` という名前でインストールしてあるとき）:

\b
  bash  ~/.bashrc に  eval "$(_LESSON_COMPLETE=bash_source lesson)"
  zsh   ~/.zshrc に   eval "$(_LESSON_COMPLETE=zsh_source lesson)"
  fish  ~/.config/fish/config.fish に  _LESSON_COMPLETE=fish_source lesson | source""",
    # what several commands share
    "--help": "この説明を表示します。",
    "--version": "バージョンを表示します。",
    "--lang": "表示の言語。[既定値: システムの言語]",
    "--data": "使う画像。[既定値: 学習に使ったもの]",
    "--data-folder": "ダウンロードしないときの、CIFAR-10（フォルダか .tar.gz）などの場所。自分の画像を移したときの、"
    "新しい場所にも使います。指定した場所は、学習の結果に記録します。",
    "--size": "フォルダの画像を、この高さと幅（32 や 24x32）にそろえます。[既定値: すべて同じ大きさで64画素まで"
    "ならそのまま、そうでなければ32]",
    "--variant": "計算する内容の違う類題。番号ごとに一つあります。",
    "--set": "hidden=50、filters=8、channels=[16,32] のような、ネットワークの設定。いくつでも並べられます。",
    "--out": "ウィンドウに表示する代わりに、このファイル（.svg、.png、.pdf）に描きます。",
    "--overwrite": "同じ名前のファイルがあっても書き換えます。",
    # the commands
    "train": """ネットワークを学習させ、成績を表示します。

Ctrl-Cを押すか、SIGTERMかSIGHUPを受け取ると、実行中のステップを終えてから止まります。--out があれば、
そこまでの学習を保存するので、--resume で続けられます。""",
    "train --model": "ネットワークの種類。",
    "train --data": "使う画像。名前（mnist、cifar10、fashion-mnist、kmnist）か、自分のもの。クラスごとに分けた画像の"
    "フォルダ、IDXファイル、npzファイルが使えます。",
    "train --skip-damaged": "フォルダの中の、読めない画像を飛ばします。",
    "train --epochs": "すべての訓練画像を何回使うか。--resume では、済んだ分も含めて数えます。"
    "[既定値: 1。--resume では、始めたときに指定した回数]",
    "train --batch-size": "ミニバッチの大きさ。",
    "train --drop-last": "各エポックの終わりに残った、ミニバッチに満たない画像を使いません。",
    "train --sampling": "shuffle はすべての画像を無作為な順に1エポックに1回ずつ、replace は毎回すべての画像から"
    "引き直して使います。",
    "train --optimizer": "最適化手法。",
    "train --lr": "学習率。[既定値: adam、adamw、rmspropは0.001、ほかは0.01]",
    "train --schedule": "学習率の変え方。step はエポック全体の3分の1ごとに10分の1にし、cosine はコサインの半周期に"
    "沿って下げます。エポックの数は始めたときのもので、あとから延ばした分は、最後の学習率のままです。",
    "train --weight-decay": "重みをどれだけ強く0に近づけるか。[既定値: adamwは0.01、ほかは0]",
    "train --seed": "乱数シード。重みの初期値、画像の順番、ドロップアウトが決まります。",
    "train --validation": "訓練画像の最後から何枚を取り分けるか。エポックごとの正解率はこの画像で測り、テスト画像は"
    "最後にだけ使います。",
    "train --patience": "--validation の画像での正解率が、この数のエポック続けて最高を更新しなければ、そこで終えます。",
    "train --check-finite": "すべての層のあとで、NaNや無限大がないかを調べます。",
    "train --workers": "各ミニバッチをいくつに分けて同時に計算するか。このコンピュータのスレッドか、--cluster で"
    "計算します。[既定値: 1、クラスタならそのすべて、--resume なら前と同じ数]",
    "train --cluster": "計算を任せるDaskのクラスタの、スケジューラのアドレス（例: tcp://127.0.0.1:8786）。"
    "lesson-code[parallel] が必要です。",
    "train --out": "checkpoint.npz、history.json、curves.svg を、エポックごとに保存するフォルダ。--patience があれば"
    " best.npz も残します。",
    "train --overwrite": "フォルダに前の結果があっても、置き換えます。",
    "train --resume": "このフォルダの学習を、止まらなかったかのように続けます。",
    "accuracy": """保存したネットワークの正解率を、すべての訓練画像とテスト画像で測ります。

--validation で取り分けた画像は、別に数えます。

CHECKPOINT は、結果のフォルダか、その中の checkpoint.npz です。""",
    "predict": """保存したネットワークに画像を1枚分類させ、答えを描きます。

CHECKPOINT は、結果のフォルダか、その中の checkpoint.npz です。INDEX はテスト画像の番号で、0から数えます。
IMAGE は画像のファイル（PNG、JPEG、GIF、BMP、TIFF、WebP）です。MNISTで学習したネットワークには手書きの数字を一つ
写したもの（明暗はどちら向きでもかまいません）を、自分の画像で学習したネットワークにはそのクラスのどれかを写したものを渡します。

数字は写真でもかまいません。光のむら、罫線、枠、ノイズを取り除き、何をしたかを表示します。ほかの画像は、学習のときと
同じように中央を切り抜き、大きさを合わせます。答えは、ネットワークが見た画像の隣に描きます。画面があればウィンドウに、
--out を付ければファイルに描きます。""",
    "summary": """ネットワークの層を、形状、パラメータ、計算量、メモリの表にします。

multiply-adds は、1枚の画像について、重みとの積を足し合わせる回数です。

MODEL は alexnet-small、deep-convnet、lenet、report-convnet、sigmoid-mlp、simple-convnet、three-layer-net の
どれかです。""",
    "summary --data": "どの画像のためのネットワークか。名前（mnist、cifar10、fashion-mnist、kmnist）か、自分のフォルダや"
    "ファイル。",
    "export": """保存したネットワークを、ほかのプログラムで動かせるONNXファイルに書き出します。

数はfloat32で書きます。ONNX Runtimeがあれば、書き出したファイルを動かし、答えを比べます。必要なものは
pip install 'lesson-code[onnx]' で入ります。

CHECKPOINT は、結果のフォルダか、その中の checkpoint.npz です。""",
    "export --out": "書き出すファイル。[既定値: チェックポイントの隣の model.onnx]",
    "plot": """学習曲線を描きます。

ウィンドウに表示するか、--out のファイルに描きます。""",
    "doctor": """学習しない原因を、数とその正常な範囲で調べます。

学習の結果を、その画像と合わせて調べ、ネットワークのコピーに数ステップだけ学習させます。元の結果は変わりません。
ログや数からは、MNISTの学習が進まないときに、どの数字ばかり答えているかが分かります。

RUN は、結果のフォルダか、その中の checkpoint.npz です。

最後の行が診断です。終了コードは、異常がなければ0、あれば1、調べるものがなければ2です。""",
    "doctor --log": "MNISTの学習中の表示（ほかのプログラムのものでもかまいません）か、history.json。",
    "doctor --loss": "MNISTの学習で表示された損失。",
    "doctor --accuracy": "表示された正解率（どの画像のものか分からないとき）。",
    "doctor --train-accuracy": "訓練画像での正解率。",
    "doctor --test-accuracy": "テスト画像での正解率。",
    "exercise": """演習を一覧にするか、解くためのファイルを作ります。

LESSON はレッスンの番号で、そのレッスンの中身を作る演習を指します。演習が三つあるレッスンでは、3.1 は一行で言う、
3.2 は作る、3.3 は間違いを見つける演習です。ファイルは、いまいるフォルダにできます。""",
    "exercise --all": "レッスンの演習をすべて作ります。",
    "exercise --force": "初めからやり直します。いまあるファイルは、名前を変えて残します。",
    "check": """答えを採点します。どこまで正しいか、最初にどこが違うか、次に何をするかを示します。

LESSON はレッスンの番号で、exercise で作ったファイルのうち、ここにあるものをすべて採点します。3.1、3.2、3.3 なら
そのうちの一つです。FILE は、別の場所にある答えです。--watch では省けます。

終了コードは、すべて正解なら0、そうでなければ1です。""",
    "check --exercise": "FILE がどの演習の答えか。",
    "check --hint": "次のヒントを一つだけ表示します。",
    "check --solution": "解答例を表示します。",
    "check --watch": "保存するたびに採点し、合格したら次の演習に進みます。Ctrl-Cで終わります。",
    "report": """学生が書き出した記録のフォルダから、だれがどの演習に合格したかを表示します。

FOLDER には、ページの「記録を書き出す」か mine export で書き出したファイルを、学生名を付けて、一人一つずつ入れ
ます。学習管理システムから受け取ったままの、学生の名前のフォルダでもかまいません。何も送信しません。

読めないファイルがあれば、ほかのファイルを表示したうえで、終了コードが1になります。""",
    "report --lesson": "一つのレッスンの演習と問いを、日付とともに表示します。",
    "report --csv": "すべてを、表計算ソフトで開ける表（CSV）としても書き出します。",
    "mine": """自分のライブラリ。何を作り終えたか、それで何ができるかを見ます。

部品を作る演習に合格すると、その答えがライブラリに加わります。まだ作っていない部品は、お手本で補います。""",
    "mine write": """自分のライブラリを、mine.py か別の FILE に、一つのプログラムとして書き出します。

NumPyだけで動きます。お手本のままの部品には、そう書いてあります。""",
    "mine train": """自分のライブラリのネットワークを、MNISTで学習させます。

動くのは、自分の書いたものと、足りない部品を補うお手本（名前を表示します）と、ライブラリの最後にある学習の
ループです。ほかには、画像を読み込むところだけが、このパッケージのものです。オプションがなければ、レッスン6と
同じ学習になります。""",
    "mine train --network": "自分の部品で作るネットワーク。全結合層二つ（レッスン6）か、CNN（レッスン16）です。",
    "mine train --epochs": "すべての画像を何回使うか。[既定値: 3、CNNは1]",
    "mine train --images": "先頭の何枚で学習するか。テストには、その5分の1の枚数（上限は全部）を使います。",
    "mine train --lr": "学習率。全結合層はSGD、CNNはAdamのもの。[既定値: 1、CNNは0.002]",
    "mine train --batch-size": "ミニバッチの画像の数。",
    "mine train --seed": "重みと、画像の順番のシード。",
    "mine train --save": "学習した重みを、部品の save でこの .npz ファイルに保存します。"
    "[既定値: mine-affine.npz か mine-convolution.npz。毎回書き換えます]",
    "mine take": "いまは作らない部品に、お手本を使います。お手本だという印が付きます。",
    "mine back": """部品の前の答えを戻します。

一つ前の答えに、NUMBER を付ければその数だけ前の答えに戻ります。""",
    "mine import": """ページや別のコンピュータで書き出した、記録と部品を取り込みます。

どちらかで合格していれば合格になり、ファイルの部品がいまの部品になります。""",
    "mine export": "記録と部品を、ページで読み込めるファイルに書き出します。",
    "quiz": """レッスンの問いを出し、答えがなぜ正しいか、なぜ違うかを説明します。

LESSON はレッスンの番号です。なければ、問いのあるレッスンを一覧にします。答えは、ターミナルから、またはパイプで
渡した1行ずつから読みます。""",
    "examine": """自分で書いた層、損失関数、最適化手法、ネットワークやデータを調べ、誤りがあればそれが何かを示します。

FILE は自分のプログラムで、インポートするときと同じように実行されます。NAME はその中で定義したものです。forward と
backward を持つクラス（層、損失関数）、update、step、update_params のどれかを持つクラス（最適化手法）、ネットワークの
クラス（fit と predict を持つものでもかまいません）、それらを作る引数のない関数、または affine_forward や
softmax_loss のような CS231n の形の関数（対になる関数も必要です）です。X,Y のように名前を二つ書くと、画像とラベルが
対応しているかを調べます。

層は、軸の大きさがすべて違う形状などで試し、勾配を数値微分と比べます。名前や動作から分かるものは、式とも比べます。
何として調べるかは --as で指定します。--as other なら、式とは比べません。ネットワークなら、層が移動平均を共有して
いないか、parameters() をもう一度呼んでも同じものが返るか、隠れユニットが同じままにならないかも調べます。

終了コードは、誤りがなければ0、あれば1、調べられなければ2です。""",
    "examine --with": "作るときに渡す、rate=0.5 のような引数。いくつでも並べられます。",
    "examine --as": "何として調べるか。",
    "examine --input": "層に入れる1サンプルの形状（例: 3,8,8）。",
    "examine --seconds": "かけてよい秒数。",
}
