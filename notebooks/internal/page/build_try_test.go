package page
import ("testing";"os")
func TestTryBuild(t *testing.T){ os.RemoveAll("/tmp/page/kernel"); p,err:=Builder{Root:"../../..",Go:"go",Log:func(s string){t.Log(s)}}.Build(t.Context(),"/tmp/page/kernel"); sum:=0; for _,q:=range p{sum+=q.Size; t.Log(q)}; t.Log(sum,err) }
